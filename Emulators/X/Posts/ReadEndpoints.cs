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
    public XAnswer Timeline(XRequest request) => List(request, ownTimeline: true, a => a.Posts, TimelineReach);

    /// <summary><c>GET /2/users/:id/mentions</c>.</summary>
    public XAnswer Mentions(XRequest request) => List(request, ownTimeline: false, a => a.Mentions, MentionsReach);

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
        Charge(request, found);
        return XAnswer.Json(200, w => new PostListWriter(world, fields).WriteLookup(w, found, asked.Except(found.Select(p => p.Id)).ToList()));
    }

    private XAnswer List(XRequest request, bool ownTimeline, Func<XAccount, List<XPost>> of, int reach)
    {
        if (!PostDraftReader.TryId(request.PathId, out var id))
        {
            return XProblem.Invalid("id", request.PathId, $"The `id` query parameter value [{request.PathId}] is not valid");
        }

        if (world.Directory.ById(id) is not { } owner)
        {
            return PostListWriter.UserNotFound(request.PathId);
        }

        var (query, refusal) = TimelineQuery.Read(request, ownTimeline);
        if (query is null)
        {
            return refusal!;
        }

        var (page, more) = Page(of(owner), query, reach);
        Charge(request, page);
        return XAnswer.Json(200, w => new PostListWriter(world, query.Fields).WriteList(w, page, more));
    }

    /// <summary>Newest first, as far back as X reaches; what list reads do not show yet is left out.</summary>
    private (List<XPost> Page, bool More) Page(List<XPost> posts, TimelineQuery query, int reach)
    {
        var now = world.Now;
        var page = new List<XPost>();
        for (var i = posts.Count - 1; i >= Math.Max(0, posts.Count - reach) && posts[i].Id > query.After; i--)
        {
            var post = posts[i];
            if (post.Deleted || post.Id >= query.Before || post.VisibleAt > now || (query.WithoutReplies && post.InReplyTo is not null))
            {
                continue;
            }

            if (page.Count == query.Most)
            {
                return (page, true);
            }

            page.Add(post);
        }

        return (page, false);
    }

    private void Charge(XRequest request, List<XPost> read)
    {
        var app = request.Caller.App;
        foreach (var post in read)
        {
            var own = request.Caller.Account is { } me && (post.AuthorId == me.Id || post.Mentioned.Contains(me.Id));
            app.Usage.CountRead(world.Now, post.Id, own ? XPrices.OwnedRead : XPrices.PostRead);
        }
    }
}
