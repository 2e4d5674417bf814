using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Emulators.X.Auth;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Posts;
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
        var group = endpoints.MapGroup(Prefix);

        void Map(string method, string path, XRoute route) =>
            group.MapMethods(path, [method], (RequestDelegate)(http => pipeline.HandleAsync(http, route)));

        Map("POST", "/2/tweets", new("POST /x/2/tweets", RateBucket.Post, "tweet.write", posts.Create) { Writes = true, Posts = true });
        Map("DELETE", "/2/tweets/{id}", new("DELETE /x/2/tweets/:id", RateBucket.Delete, "tweet.write", posts.Delete) { Writes = true });
        Map("GET", "/2/tweets", new("GET /x/2/tweets", RateBucket.Lookup, "tweet.read", reads.Lookup));
        Map("GET", "/2/users/me", new("GET /x/2/users/me", RateBucket.Me, "users.read", reads.Me) { UserOnly = true });
        Map("GET", "/2/users/{id}/tweets", new("GET /x/2/users/:id/tweets", RateBucket.Timeline, "tweet.read", reads.Timeline));
        Map("GET", "/2/users/{id}/mentions", new("GET /x/2/users/:id/mentions", RateBucket.Mentions, "tweet.read", reads.Mentions));
        Map("POST", "/2/users/{id}/likes", new("POST /x/2/users/:id/likes", RateBucket.Like, "like.write", LikeEndpoints.Like) { Writes = true });
        Map("DELETE", "/2/users/{id}/likes/{second}", new("DELETE /x/2/users/:id/likes/:tweet_id", RateBucket.Like, "like.write", LikeEndpoints.Unlike) { Writes = true });

        group.MapPost("/2/oauth2/token", (RequestDelegate)oauth2.TokenAsync);
        group.MapPost("/2/oauth2/revoke", (RequestDelegate)oauth2.RevokeAsync);
        group.MapGet("/i/oauth2/authorize", (HttpRequest request) => oauth2.Authorize(request));
        group.MapFallback((RequestDelegate)(http => XPipeline.WriteAsync(http, XProblem.NotFound())));
        return group;
    }
}
