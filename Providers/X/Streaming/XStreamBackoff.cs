using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Providers.X.Streaming;

/// <summary>
/// How long to wait before the stream is connected again, as X documents it: after a break of the network 250 ms more each time up to 16 s;
/// after an HTTP error 5 s and twice as long each time up to 320 s; after 429 one minute and twice as long each time, here up to a window.
/// </summary>
internal sealed class XStreamBackoff
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan FirstError = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestError = TimeSpan.FromSeconds(320);
    private static readonly TimeSpan FirstLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestLimit = TimeSpan.FromMinutes(15);
    private int _breaks;
    private int _errors;
    private int _limits;

    /// <summary>Begins anew: something came over the stream.</summary>
    internal void Reset() => _breaks = _errors = _limits = 0;

    /// <summary>The wait after an end; at least until the vendor takes the next call, where it said when.</summary>
    internal TimeSpan After(SocialOutcome ended, DateTimeOffset now)
    {
        var wait = ended.Code switch
        {
            SocialOutcomeCodes.RateWindow or SocialOutcomeCodes.TooManyConnections => Doubled(FirstLimit, LongestLimit, _limits++),
            SocialOutcomeCodes.Server or SocialOutcomeCodes.NoRules or SocialOutcomeCodes.Unauthorized or SocialOutcomeCodes.TokenExpired => Doubled(FirstError, LongestError, _errors++),
            _ => Min(Step * ++_breaks, LongestStep),
        };
        return ended.RetryAt is { } at && at - now > wait ? at - now : wait;
    }

    private static TimeSpan Doubled(TimeSpan first, TimeSpan longest, int times) => Min(first * Math.Pow(2, Math.Min(times, 16)), longest);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
