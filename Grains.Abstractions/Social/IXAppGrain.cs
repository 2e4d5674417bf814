using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>
/// One consumer key on X: the limits that all accounts of the app share, and the stops that end work for all of them. Key:
/// <c>{world}/{app}</c>, where <c>app</c> is <c>k</c> and 16 hex digits of the consumer key's SHA-256. It makes no call to X.
/// </summary>
[Alias("PuppetEngine.Social.IXAppGrain")]
public interface IXAppGrain : IGrainWithStringKey
{
    /// <summary>
    /// Grants an account a slice of the app's posts, to be used before it expires; what a lost account did not use is never given
    /// back. Not idempotent: each call is another slice.
    /// </summary>
    [Alias("Grant"), AlwaysInterleave]
    Task<AppSlice> Grant(string accountKey);

    /// <summary>
    /// Stops all accounts of the app, durably, and tells those that hold a slice before it returns. <paramref name="until"/> null means
    /// that a person must mend it. Idempotent.
    /// </summary>
    [Alias("Stop"), AlwaysInterleave]
    Task Stop(string code, string detail, DateTimeOffset? until);

    /// <summary>Adopts the app's 24-hour window as the vendor reported it. Idempotent.</summary>
    [Alias("Report"), AlwaysInterleave]
    Task Report(RateWindow window);

    /// <summary>Clears a stop that a person has mended. Idempotent.</summary>
    [Alias("ClearStop"), AlwaysInterleave]
    Task ClearStop();
}
