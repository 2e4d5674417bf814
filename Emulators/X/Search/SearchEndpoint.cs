using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Search;

/// <summary><c>GET /2/tweets/search/recent</c>: the last seven days, newest first, without reposts.</summary>
internal sealed class SearchEndpoint(XWorld world)
{
    private const int LongestQuery = 512;
    private const int LongestEnterpriseQuery = 4_096;
    private static readonly TimeSpan Reach = TimeSpan.FromDays(7);

    public XAnswer Recent(XRequest request)
    {
        var text = request.QueryValue("query") ?? "";
        var longest = request.Caller.App.Tier.SelfServe ? LongestQuery : LongestEnterpriseQuery;
        if (text.Length == 0 || text.Length > longest)
        {
            return XProblem.Invalid("query", text, $"The `query` query parameter must have 1 to {longest} characters");
        }

        var (query, problem) = PostQuery.Parse(text);
        if (query is null)
        {
            return XProblem.Invalid("query", text, $"There were errors processing your request: {problem}");
        }

        var (page, refusal) = TimelineQuery.Read(request, PostListKind.Search);
        if (page is null)
        {
            return refusal!;
        }

        var oldest = SnowflakeClock.FirstAt(world.Now - Reach);
        var posts = query.Conversation is { } conversation ? world.Posts.Conversation(conversation) : [.. world.Posts.Landed];
        var (found, more) = PostPages.Take(world, posts, page, int.MaxValue, p => p.Id >= oldest && p.Reposted is null && query.Matches(p, world.Directory));
        PostPages.Charge(world, request.Caller, found);
        return XAnswer.Json(200, w => new PostListWriter(world, page.Fields).WriteList(w, found, more));
    }
}
