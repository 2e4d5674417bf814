using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Emulators.X.Auth;
using PuppetEngine.Emulators.X.Interactions;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Media;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Search;
using PuppetEngine.Emulators.X.Streaming;
using PuppetEngine.Emulators.X.Users;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X;

/// <summary>The routes of the emulated X under <c>/x</c>.</summary>
internal static class XApi
{
    private const string Prefix = "/x";

    public static RouteGroupBuilder MapX(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var pipeline = services.GetRequiredService<XPipeline>();
        var posts = services.GetRequiredService<PostEndpoints>();
        var reads = services.GetRequiredService<ReadEndpoints>();
        var oauth2 = services.GetRequiredService<OAuth2Endpoints>();
        // Made now and not with the first request: it hears posts from the start.
        services.GetRequiredService<ScriptedBots>();
        var group = endpoints.MapGroup(Prefix);

        void Map(string method, string path, XRoute route) =>
            group.MapMethods(path, [method], (RequestDelegate)(http => pipeline.HandleAsync(http, route)));

        Map("POST", "/2/tweets", new("POST /x/2/tweets", RateBucket.Post, "tweet.write", posts.Create) { Writes = true, Posts = true });
        Map("DELETE", "/2/tweets/{id}", new("DELETE /x/2/tweets/:id", RateBucket.Delete, "tweet.write", posts.Delete) { Writes = true });
        Map("GET", "/2/tweets", new("GET /x/2/tweets", RateBucket.Lookup, "tweet.read", reads.Lookup));
        Map("GET", "/2/users/me", new("GET /x/2/users/me", RateBucket.Me, "users.read", reads.Me) { UserOnly = true });
        Map("GET", "/2/users/{id}/tweets", new("GET /x/2/users/:id/tweets", RateBucket.Timeline, "tweet.read", reads.Timeline));
        Map("GET", "/2/users/{id}/mentions", new("GET /x/2/users/:id/mentions", RateBucket.Mentions, "tweet.read", reads.Mentions));
        MapInteractions(Map, services.GetRequiredService<InteractionEndpoints>());
        MapUsers(Map, services.GetRequiredService<UserEndpoints>());
        MapMedia(Map, services.GetRequiredService<MediaEndpoints>());
        Map("GET", "/2/tweets/search/recent", new("GET /x/2/tweets/search/recent", RateBucket.Search, "tweet.read", services.GetRequiredService<SearchEndpoint>().Recent));

        var rules = services.GetRequiredService<StreamRuleEndpoints>();
        Map("GET", "/2/tweets/search/stream/rules", new("GET /x/2/tweets/search/stream/rules", RateBucket.StreamRulesRead, "", rules.List) { AppOnly = true, Free = true });
        Map("POST", "/2/tweets/search/stream/rules", new("POST /x/2/tweets/search/stream/rules", RateBucket.StreamRules, "", rules.Change) { AppOnly = true, Free = true });
        group.MapGet("/2/tweets/search/stream", (RequestDelegate)services.GetRequiredService<StreamEndpoint>().HandleAsync);

        group.MapPost("/oauth2/token", (RequestDelegate)oauth2.AppTokenAsync);
        group.MapPost("/2/oauth2/token", (RequestDelegate)oauth2.TokenAsync);
        group.MapPost("/2/oauth2/revoke", (RequestDelegate)oauth2.RevokeAsync);
        group.MapGet("/i/oauth2/authorize", (HttpRequest request) => oauth2.Authorize(request));
        group.MapFallback((RequestDelegate)(http => XPipeline.WriteAsync(http, XProblem.NotFound())));
        return group;
    }

    private static void MapInteractions(Action<string, string, XRoute> map, InteractionEndpoints interactions)
    {
        map("POST", "/2/users/{id}/likes", new("POST /x/2/users/:id/likes", RateBucket.Like, "like.write", interactions.Like) { Writes = true });
        map("DELETE", "/2/users/{id}/likes/{second}", new("DELETE /x/2/users/:id/likes/:tweet_id", RateBucket.Like, "like.write", interactions.Unlike) { Writes = true });
        map("POST", "/2/users/{id}/retweets", new("POST /x/2/users/:id/retweets", RateBucket.Repost, "tweet.write", interactions.Repost) { Writes = true });
        map("DELETE", "/2/users/{id}/retweets/{second}", new("DELETE /x/2/users/:id/retweets/:source_tweet_id", RateBucket.Repost, "tweet.write", interactions.UndoRepost) { Writes = true });
        map("POST", "/2/users/{id}/following", new("POST /x/2/users/:id/following", RateBucket.Follow, "follows.write", interactions.Follow) { Writes = true });
        map("DELETE", "/2/users/{id}/following/{second}", new("DELETE /x/2/users/:id/following/:target_user_id", RateBucket.Follow, "follows.write", interactions.Unfollow) { Writes = true });
    }

    private static void MapUsers(Action<string, string, XRoute> map, UserEndpoints users)
    {
        map("GET", "/2/users", new("GET /x/2/users", RateBucket.Users, "users.read", users.ByIds) { Free = true });
        map("GET", "/2/users/by", new("GET /x/2/users/by", RateBucket.Users, "users.read", users.ByUsernames) { Free = true });
        map("GET", "/2/users/by/username/{id}", new("GET /x/2/users/by/username/:username", RateBucket.Users, "users.read", users.ByUsername) { Free = true });
        map("GET", "/2/users/{id}", new("GET /x/2/users/:id", RateBucket.Users, "users.read", users.ById) { Free = true });
    }

    private static void MapMedia(Action<string, string, XRoute> map, MediaEndpoints media)
    {
        const string Scope = "media.write";
        map("POST", "/2/media/upload", new("POST /x/2/media/upload", RateBucket.MediaUpload, Scope, media.Upload) { Writes = true, LongestBody = 16 * 1024 * 1024 });
        map("GET", "/2/media/upload", new("GET /x/2/media/upload", RateBucket.MediaStatus, Scope, media.Status) { UserOnly = true, Free = true });
        map("POST", "/2/media/upload/initialize", new("POST /x/2/media/upload/initialize", RateBucket.MediaInitialize, Scope, media.Initialize) { Writes = true });
        map("POST", "/2/media/upload/{id}/append", new("POST /x/2/media/upload/:id/append", RateBucket.MediaAppend, Scope, media.Append) { Writes = true, LongestBody = MediaEndpoints.LongestSegment });
        map("POST", "/2/media/upload/{id}/finalize", new("POST /x/2/media/upload/:id/finalize", RateBucket.MediaFinalize, Scope, media.Finalize) { Writes = true });
        map("POST", "/2/media/metadata", new("POST /x/2/media/metadata", RateBucket.MediaMetadata, Scope, media.Metadata) { Writes = true });
    }
}
