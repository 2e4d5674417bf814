using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Reading posts and users: own timeline, mentions, look-up by id, me.</summary>
internal sealed class ReadEndpoints(XWorld world)
{
    private const int TimelineReach = 3_200;
    private const int MentionsReach = 800;

    /// <summary><c>GET /2/users/:id/tweets</c>.</summary>
    public XAnswer Timeline(XRequest request) => List(request, PostListKind.OwnTimeline, a => a.Posts, TimelineReach);

    /// <summary><c>GET /2/users/:id/mentions</c>.</summary>
    public XAnswer Mentions(XRequest request) => List(request, PostListKind.Mentions, a => a.Mentions, MentionsReach);

    /// <summary><c>GET /2/users/me</c>.</summary>
    public XAnswer Me(XRequest request)
    {
        var (fields, refusal) = PostFields.Read(request.Query);
        if (fields is null)
        {
            return refusal!;
        }

        request.Caller.App.Usage.Charge(XPrices.OwnedRead);
        return XAnswer.Json(200, w =>
        {
            w.WriteStartObject();
            w.WritePropertyName("data");
            PostJson.WriteUser(w, request.Caller.Account!, fields);
            w.WriteEndObject();
        });
    }

    /// <summary><c>GET /2/tweets?ids=</c>; ids that are not there are a partial error, not a failure.</summary>
    public XAnswer Lookup(XRequest request)
    {
        var ids = request.QueryValue("ids")?.Split(',') ?? [];
        if (ids.Length is 0 or > 100)
        {
            return XProblem.Invalid("ids", request.QueryValue("ids") ?? "", "The `ids` query parameter must have 1 to 100 values");
        }

        if (Array.Find(ids, i => !PostDraftReader.TryId(i, out _)) is { } bad)
        {
            return XProblem.Invalid("ids", bad, $"The `ids` query parameter value [{bad}] is not valid");
        }

        var (fields, refusal) = PostFields.Read(request.Query);
        if (fields is null)
        {
            return refusal!;
        }

        var asked = ids.Select(ulong.Parse).Distinct().ToList();
        var found = asked.Select(world.Posts.Find).OfType<XPost>().ToList();
        PostPages.Charge(world, request.Caller, found);
        return XAnswer.Json(200, w => new PostListWriter(world, fields).WriteLookup(w, found, asked.Except(found.Select(p => p.Id)).ToList()));
    }

    private XAnswer List(XRequest request, PostListKind kind, Func<XAccount, List<XPost>> of, int reach)
    {
        if (!PostDraftReader.TryId(request.PathId, out var id))
        {
            return XProblem.Invalid("id", request.PathId, $"The `id` query parameter value [{request.PathId}] is not valid");
        }

        if (world.Directory.ById(id) is not { } owner)
        {
            return PostListWriter.UserNotFound(request.PathId);
        }

        var (query, refusal) = TimelineQuery.Read(request, kind);
        if (query is null)
        {
            return refusal!;
        }

        var (page, more) = PostPages.Take(world, of(owner), query, reach, _ => true);
        PostPages.Charge(world, request.Caller, page);
        return XAnswer.Json(200, w => new PostListWriter(world, query.Fields).WriteList(w, page, more));
    }
}
