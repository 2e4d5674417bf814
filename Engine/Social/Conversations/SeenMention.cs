using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>Makes mentions of posts as they were read.</summary>
public static class SeenMention
{
    /// <summary>The mention that a post is.</summary>
    /// <param name="post">The post.</param>
    /// <param name="known">Posts of its conversation, in any order, each once or more; others are passed over.</param>
    /// <param name="ownId">The agent's account id.</param>
    /// <param name="ownHandle">The agent's handle without the at sign.</param>
    /// <param name="byAgent">Whether its author is another agent of this house.</param>
    /// <param name="stopped">Whether its author said stop at any time before.</param>
    public static Mention Of(SeenPost post, IEnumerable<SeenPost> known, string ownId, string ownHandle, bool byAgent = false, bool stopped = false)
    {
        var thread = known
            .Where(other => other.ConversationId == post.ConversationId && other.Id != post.Id && other.CreatedAt <= post.CreatedAt)
            .DistinctBy(other => other.Id)
            .OrderBy(other => other.CreatedAt).ThenBy(other => other.Id.Length).ThenBy(other => other.Id, StringComparer.Ordinal)
            .Select(other => new ThreadPost(other.Id, other.Author.Id, other.Author.Handle, other.Text, other.CreatedAt))
            .ToList();
        var quotesOwn = known.Any(other => other.Id == post.QuoteOfId && other.Author.Id == ownId);
        return new Mention
        {
            Id = post.Id,
            ConversationId = post.ConversationId,
            AuthorId = post.Author.Id,
            AuthorHandle = post.Author.Handle,
            Text = post.Text,
            At = post.CreatedAt,
            ParentId = post.ReplyToId,
            IsRepost = post.RepostOfId is not null,
            IsDirect = quotesOwn || post.ReplyToUserId == ownId || (ownHandle.Length > 0 && post.Mentions.Contains(ownHandle, StringComparer.OrdinalIgnoreCase)),
            Thread = thread,
            Author = Traits(post.Author) with { IsOwnAgent = byAgent, Stopped = stopped },
        };
    }

    // Zero is how the record says that a figure was not told.
    private static AuthorTraits Traits(SeenUser user) => new()
    {
        Name = user.Name,
        Bio = user.Description,
        CreatedAt = user.CreatedAt,
        Posts = user.Posts > 0 ? user.Posts : null,
        Followers = user.Followers > 0 || user.Following > 0 ? user.Followers : null,
        Following = user.Followers > 0 || user.Following > 0 ? user.Following : null,
    };
}
