using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>Renews access tokens that run out.</summary>
public interface ISocialTokens
{
    /// <summary>
    /// Exchanges the account's refresh token for a new pair and stores it before anything may use it. The caller lets one run at a time
    /// for the whole cluster: a refresh token works once. A token obtained within the last minute is left alone.
    /// </summary>
    /// <returns><see cref="OutcomeClass.Sent"/> when a usable token is stored; <see cref="SocialOutcomeCodes.NeedsLogin"/> when only a person can go on; else why it did not work this time.</returns>
    Task<SocialOutcome> RefreshAsync(SocialAccountKey account, CancellationToken cancellationToken);
}
