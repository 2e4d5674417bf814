using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>
/// One user token on X: its rate windows, budgets, known post ids and stop states. Key: <see cref="SocialAccountKey"/>.
/// It hands out permits and makes no call to X but the refresh of its token.
/// </summary>
[Alias("PuppetEngine.Social.IXAccountGrain")]
public interface IXAccountGrain : IGrainWithStringKey
{
    /// <summary>Reserves one call, durably, before it is made. Idempotent by (effect, attempt, kind).</summary>
    [Alias("Reserve")]
    Task<SocialPermit> Reserve(SocialPermitRequest request);

    /// <summary>Settles a reserved call. Idempotent by (effect, attempt, kind).</summary>
    [Alias("Settle")]
    Task Settle(SocialSettlement settlement);

    /// <summary>
    /// Binds the first of the candidate posts that no other effect holds to this effect, for good, and returns its id;
    /// null when all are taken. Idempotent: an effect that holds a post gets the same one again.
    /// </summary>
    [Alias("Claim")]
    Task<string?> Claim(string effectId, List<string> candidatePostIds);

    /// <summary>How the account stands. Answers while other calls wait.</summary>
    [Alias("GetStatus"), AlwaysInterleave]
    Task<SocialAccountStatus> GetStatus();
}
