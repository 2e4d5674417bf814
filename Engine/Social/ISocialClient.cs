using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>A social network. It never throws for what the vendor does: every end of a call is a <see cref="SocialOutcome"/>.</summary>
public interface ISocialClient
{
    /// <summary>Posts, or deletes where <see cref="SocialPost.DeleteId"/> is set; cut off at the call's deadline.</summary>
    Task<SocialOutcome> PublishAsync(SocialCall call, CancellationToken cancellationToken);

    /// <summary>Reads the account's own posts above an id, all pages, in canonical form.</summary>
    Task<TimelineRead> ReadOwnTimelineAsync(SocialAccountKey account, string sinceId, CancellationToken cancellationToken);

    /// <summary>Looks up who the account is.</summary>
    Task<SocialProfile> WhoAmIAsync(SocialAccountKey account, CancellationToken cancellationToken);
}
