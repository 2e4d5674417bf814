using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>Which credentials an account has, without showing them.</summary>
public interface ISocialAccounts
{
    /// <summary>Looks an account's credentials up where its world keeps them.</summary>
    ValueTask<SocialAccountIdentity> ResolveAsync(SocialAccountKey account, CancellationToken cancellationToken);
}
