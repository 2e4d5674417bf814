using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// Reads what others write. One call is one request, so that each page can be permitted and its place stored before the next. It never
/// throws for what the vendor does; a read that is <see cref="OutcomeClass.Ambiguous"/> may simply be made again.
/// </summary>
public interface ISocialReader
{
    /// <summary>A page of posts that name the account, with their authors and the posts they answer or quote; X reaches 800 back.</summary>
    Task<PostPage> ReadMentionsAsync(PostPageQuery query, CancellationToken cancellationToken);

    /// <summary>A page of the posts of one conversation, its first one too, of the last seven days.</summary>
    Task<PostPage> ReadConversationAsync(string conversationId, PostPageQuery query, CancellationToken cancellationToken);

    /// <summary>Looks up to 100 posts up by id, of any age.</summary>
    Task<PostPage> ReadPostsAsync(SocialAccountKey account, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Looks up to 100 users up by id.</summary>
    Task<SeenUsers> ReadUsersAsync(SocialAccountKey account, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Looks up to 100 users up by handle, without at sign.</summary>
    Task<SeenUsers> ReadUsersByHandleAsync(SocialAccountKey account, IReadOnlyList<string> handles, CancellationToken cancellationToken);
}
