using PuppetEngine.Emulators.X.Auth;
using PuppetEngine.Emulators.X.Limits;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Cuts lists of posts into pages and charges for what was read.</summary>
internal static class PostPages
{
    /// <summary>Newest first, as far back as X reaches; what list reads do not show yet is left out.</summary>
    /// <param name="world">The world.</param>
    /// <param name="posts">The list by rising id.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="reach">How many of the newest are seen at all.</param>
    /// <param name="wanted">What else must hold.</param>
    public static (List<XPost> Page, bool More) Take(XWorld world, IReadOnlyList<XPost> posts, TimelineQuery query, int reach, Func<XPost, bool> wanted)
    {
        var now = world.Now;
        var page = new List<XPost>();
        for (var i = posts.Count - 1; i >= Math.Max(0, posts.Count - reach) && posts[i].Id > query.After; i--)
        {
            var post = posts[i];
            if (post.Deleted || post.Id >= query.Before || post.VisibleAt > now || (query.WithoutReplies && post.InReplyTo is not null)
                || (query.WithoutReposts && post.Reposted is not null) || !wanted(post))
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

    /// <summary>Own posts and mentions are owned reads; all else costs more. Each post is charged once per UTC day.</summary>
    public static void Charge(XWorld world, XCaller caller, IEnumerable<XPost> read)
    {
        foreach (var post in read)
        {
            var own = caller.Account is { } me && (post.AuthorId == me.Id || post.Mentioned.Contains(me.Id));
            caller.App.Usage.CountRead(world.Now, post.Id, own ? XPrices.OwnedRead : XPrices.PostRead);
        }
    }
}
