using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>Which accounts this process has credentials for.</summary>
public interface ISocialAccounts
{
    /// <summary>Whether a call for this account could be signed. In the emulated world every account can.</summary>
    bool Has(SocialAccountKey account);
}
