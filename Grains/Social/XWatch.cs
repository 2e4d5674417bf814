using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>
/// Tells the posts of an account that are of this house from those that are not; pure. A post is ours when an effect holds it, and may be
/// ours when it was made while a post of ours was on its way whose end is not known: that one is judged at a later reading.
/// </summary>
internal static class XWatch
{
    /// <summary>Posts of others that are kept.</summary>
    internal const int Kept = 20;

    private const int LongestText = 1_000;

    /// <summary>The newest posts are read once more: a timeline shows a post late.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LeastReach = TimeSpan.FromDays(1);
    private static readonly TimeSpan MostReach = TimeSpan.FromDays(7);

    /// <summary>A call ends within two minutes of its permit; the network's clock may differ from ours.</summary>
    private static readonly TimeSpan Sending = TimeSpan.FromMinutes(5);

    /// <summary>Above which id the next reading begins.</summary>
    internal static string Since(XAccountState state, TimeSpan reach, DateTimeOffset now) =>
        state.Watch?.SinceId ?? PostIds.Before(now - (reach < LeastReach ? LeastReach : reach > MostReach ? MostReach : reach));

    /// <summary>Takes in what a reading found.</summary>
    /// <param name="state">The account.</param>
    /// <param name="begun">When the reading was permitted.</param>
    /// <param name="posts">What it found.</param>
    internal static void Adopt(XAccountState state, DateTimeOffset begun, IReadOnlyList<OwnPost> posts)
    {
        var isFirst = state.Watch is null;
        var watch = state.Watch ?? new OwnWatch { ReadAt = begun };
        var since = PostIds.Parse(watch.SinceId);
        var upto = PostIds.Before(begun - Overlap);
        var others = watch.Posts.ToList();
        foreach (var post in posts.Where(post => PostIds.Parse(post.Id) > since).OrderByDescending(post => PostIds.Parse(post.Id)))
        {
            if (IsOurs(state, post.Id) || others.Exists(other => other.Id == post.Id))
            {
                continue;
            }

            if (MayBeOurs(state, post.CreatedAt))
            {
                upto = Lower(upto, (PostIds.Parse(post.Id) - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
                continue;
            }

            state.NewestPost = PostIds.Max(state.NewestPost, post.Id);
            others.Add(new WatchedPost
            {
                Id = post.Id,
                Text = post.Text.Length > LongestText ? post.Text[..LongestText] : post.Text,
                ReplyToId = post.ReplyToId,
                At = post.CreatedAt,
                IsPast = isFirst,
            });
        }

        state.Watch = watch with
        {
            ReadAt = begun,
            SinceId = PostIds.Max(watch.SinceId, upto),
            Posts = [.. others.OrderByDescending(post => PostIds.Parse(post.Id)).Take(Kept)],
        };
    }

    /// <summary>The posts of others that people have not been told about, newest first.</summary>
    internal static List<WatchedPost> Untold(OwnWatch? watch) =>
        watch is null ? [] : [.. watch.Posts.Where(post => !post.IsPast && PostIds.Parse(post.Id) > PostIds.Parse(watch.ToldId))];

    private static bool IsOurs(XAccountState state, string post) =>
        PostIds.Parse(post) <= PostIds.Parse(state.ClaimFloor) || state.Claims.Exists(claim => claim.Post == post);

    private static bool MayBeOurs(XAccountState state, DateTimeOffset posted) => state.Permits.Exists(permit =>
        permit.State != PermitState.Settled && XWindows.IsPost(permit.Kind) && posted > permit.At - Overlap && posted < permit.At + Sending);

    private static string Lower(string a, string b) => PostIds.Parse(a) < PostIds.Parse(b) ? a : b;
}
