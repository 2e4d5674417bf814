using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>
/// The filtered stream of one app on X: one connection and one set of rules for all its accounts, in the whole cluster. Key: that of the
/// app's <see cref="IXAppGrain"/>. It stores nothing: accounts say again and again that they follow it.
/// </summary>
[Alias("PuppetEngine.Social.IXStreamGrain")]
public interface IXStreamGrain : IGrainWithStringKey
{
    /// <summary>An account wants to hear by the stream who names it. Said at each reading of its mentions; who does not say it any more is dropped. Idempotent.</summary>
    /// <param name="accountKey">The account, <see cref="SocialAccountKey"/>.</param>
    /// <param name="handle">Its handle, without at sign.</param>
    [Alias("Follow"), AlwaysInterleave]
    Task<StreamStanding> Follow(string accountKey, string handle);

    /// <summary>An account does not any more. Idempotent.</summary>
    [Alias("Leave"), AlwaysInterleave]
    Task Leave(string accountKey);
}
