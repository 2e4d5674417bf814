using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>
/// Makes the calls to the social network. Stateless worker, key <c>worker</c>. It never throws for what the vendor does:
/// every end of a call is a <see cref="SocialOutcome"/>. The kill switch is checked directly before anything is sent.
/// </summary>
[Alias("PuppetEngine.Social.ISocialWorkerGrain")]
public interface ISocialWorkerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Posts; or deletes, when <see cref="SocialPost.DeleteId"/> is set; or likes or reposts, when <see cref="SocialPost.LikeId"/> or <see cref="SocialPost.RepostId"/> is. A post is not
    /// idempotent: the caller has persisted its attempt.
    /// </summary>
    [Alias("Publish"), ResponseTimeout("00:02:00")]
    Task<SocialOutcome> Publish(SocialCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Uploads a picture, under a permit of its own. Nobody sees it before a post names it, so one in doubt is made again; asked twice, it is there twice.
    /// </summary>
    [Alias("Upload"), ResponseTimeout("00:02:00")]
    Task<MediaUploadOutcome> Upload(MediaUpload upload, byte[] content, CancellationToken cancellationToken);

    /// <summary>Begins an upload whose parts come one by one, under a permit of its own; answers its id. What X takes not is said here, before anything is sent.</summary>
    /// <param name="upload">What it is.</param>
    /// <param name="head">Its first bytes, twelve at least where it has as many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [Alias("BeginUpload"), ResponseTimeout("00:02:00")]
    Task<MediaUploadOutcome> BeginUpload(MediaUpload upload, byte[] head, CancellationToken cancellationToken);

    /// <summary>Sends a part, of five MB at most. The same one again is the same one.</summary>
    [Alias("AppendUpload"), ResponseTimeout("00:02:00")]
    Task<SocialOutcome> AppendUpload(MediaUpload upload, string mediaId, int index, byte[] segment, CancellationToken cancellationToken);

    /// <summary>
    /// Ends an upload and waits until it is processed; where that takes longer than its deadline, the outcome is <see cref="SocialOutcomeCodes.Timeout"/> with the media's id: ask
    /// again, with <paramref name="isFinalized"/>.
    /// </summary>
    [Alias("FinishUpload"), ResponseTimeout("00:02:00")]
    Task<MediaUploadOutcome> FinishUpload(MediaUpload upload, string mediaId, bool isFinalized, CancellationToken cancellationToken);

    /// <summary>Reads the own posts above <paramref name="sinceId"/>, all pages, in canonical form.</summary>
    [Alias("ReadOwnTimeline"), ResponseTimeout("00:02:00")]
    Task<TimelineRead> ReadOwnTimeline(string accountKey, string sinceId, CancellationToken cancellationToken);

    /// <summary>Looks up who the account is; posts nothing.</summary>
    [Alias("WhoAmI"), ResponseTimeout("00:02:00")]
    Task<SocialProfile> WhoAmI(string accountKey, CancellationToken cancellationToken);

    /// <summary>Reads one page of the posts that name the account, newest first. A read whose end is in doubt may be made again.</summary>
    [Alias("ReadMentions"), ResponseTimeout("00:02:00")]
    Task<PostPage> ReadMentions(PostPageQuery query, CancellationToken cancellationToken);

    /// <summary>Reads one page of a conversation of the last seven days, newest first.</summary>
    [Alias("ReadConversation"), ResponseTimeout("00:02:00")]
    Task<PostPage> ReadConversation(string conversationId, PostPageQuery query, CancellationToken cancellationToken);

    /// <summary>Looks up to 100 posts up by id, of any age; what is not there stands in <see cref="PostPage.MissingIds"/>.</summary>
    [Alias("ReadPosts"), ResponseTimeout("00:02:00")]
    Task<PostPage> ReadPosts(string accountKey, List<string> ids, CancellationToken cancellationToken);

    /// <summary>Looks up to 100 users up by id.</summary>
    [Alias("ReadUsers"), ResponseTimeout("00:02:00")]
    Task<SeenUsers> ReadUsers(string accountKey, List<string> ids, CancellationToken cancellationToken);
}
