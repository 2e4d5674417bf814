using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Hosting;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>How often a key may call, and how often an address may try keys that do not exist.</summary>
internal sealed class RequestLimits : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _byKey;
    private readonly PartitionedRateLimiter<string> _failures;
    private readonly TokenBucketRateLimiterOptions _bucket;

    public RequestLimits(IOptions<GatewayOptions> options)
    {
        var perMinute = options.Value.RequestsPerMinute;
        var period = TimeSpan.FromTicks(Math.Max(TimeSpan.FromMilliseconds(100).Ticks, Minute.Ticks / perMinute));
        _bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.RequestBurst,
            ReplenishmentPeriod = period,
            TokensPerPeriod = Math.Max(1, (int)(perMinute * period.Ticks / Minute.Ticks)),
            QueueLimit = 0,
        };
        _byKey = PartitionedRateLimiter.Create<string, string>(name => RateLimitPartition.GetTokenBucketLimiter(name, _ => _bucket), StringComparer.Ordinal);
        _failures = PartitionedRateLimiter.Create<string, string>(
            address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = 120, Window = Minute, QueueLimit = 0 }),
            StringComparer.Ordinal);
    }

    /// <summary>Counts a request of a key; false with the seconds to wait when it is one too many.</summary>
    public bool Admit(string caller, out int retryAfterSeconds)
    {
        using var lease = _byKey.AttemptAcquire(caller);
        retryAfterSeconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        return lease.IsAcquired;
    }

    /// <summary>What a key may still ask, for the headers of an answer: at most, left now, and the seconds until all of it is there again.</summary>
    public (int Limit, long Remaining, long ResetSeconds) Left(string caller)
    {
        var remaining = _byKey.GetStatistics(caller)?.CurrentAvailablePermits ?? _bucket.TokenLimit;
        var periods = Math.Ceiling((_bucket.TokenLimit - remaining) / (double)_bucket.TokensPerPeriod);
        return (_bucket.TokenLimit, remaining, (long)Math.Ceiling(periods * _bucket.ReplenishmentPeriod.TotalSeconds));
    }

    /// <summary>Counts a wrong key.</summary>
    public void Fail(string address) => _failures.AttemptAcquire(address).Dispose();

    /// <summary>Whether an address has tried so many wrong keys that it must wait.</summary>
    public bool MustWait(string address) => _failures.GetStatistics(address)?.CurrentAvailablePermits == 0;

    /// <inheritdoc />
    public void Dispose()
    {
        _byKey.Dispose();
        _failures.Dispose();
    }
}
