using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>Finds which of an account's posts may be the one that an attempt sent, when the answer to that attempt was lost.</summary>
public static class PostMatcher
{
    /// <summary>
    /// The ids of the posts above the baseline with the same canonical text, the same parent and the same quoted post, oldest first:
    /// the oldest one is the likeliest to be the attempt's own.
    /// </summary>
    public static List<string> Candidates(SocialPost sent, string baselineId, IEnumerable<OwnPost> posts)
    {
        ArgumentNullException.ThrowIfNull(posts);
        return [.. Matching(sent, posts, id => id > PostIds.Parse(baselineId)).OrderBy(p => p.Id).Select(p => p.Post.Id)];
    }

    /// <summary>The newest post at or below the baseline that matches: what a refusal as duplicate speaks of when nothing newer does.</summary>
    public static string? OlderDuplicate(SocialPost sent, string baselineId, IEnumerable<OwnPost> posts)
    {
        ArgumentNullException.ThrowIfNull(posts);
        return Matching(sent, posts, id => id <= PostIds.Parse(baselineId)).OrderByDescending(p => p.Id).Select(p => p.Post.Id).FirstOrDefault();
    }

    private static IEnumerable<(ulong Id, OwnPost Post)> Matching(SocialPost sent, IEnumerable<OwnPost> posts, Func<ulong, bool> wanted)
    {
        ArgumentNullException.ThrowIfNull(sent);
        var key = CanonicalText.MatchKey(CanonicalText.OfSent(sent.Text, sent.ReplyToId is not null));
        return posts
            .Select(p => (Id: PostIds.Parse(p.Id), Post: p))
            .Where(p => wanted(p.Id)
                && p.Post.ReplyToId == sent.ReplyToId
                && p.Post.QuoteOfId == sent.QuoteOfId
                && CanonicalText.MatchKey(p.Post.Text) == key);
    }
}
