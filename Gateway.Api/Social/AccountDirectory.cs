using System.Collections.Concurrent;
using Orleans;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Social;

/// <summary>How the accounts of listed agents stand, asked of each account at most every few seconds however often lists are read.</summary>
internal sealed class AccountDirectory(IGrainFactory grains, TimeProvider time)
{
    private const int MaxEntries = 10_000;

    /// <summary>How long an answer is trusted; one without a handle is asked again sooner, because a look-up is under way.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TrustedUnknown = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (SocialAccountStatus Status, long At)> _known = new(StringComparer.Ordinal);

    /// <summary>The accounts of these keys, without duplicates; empty keys are left out.</summary>
    public async Task<IReadOnlyDictionary<string, SocialAccountStatus>> FindAsync(IEnumerable<string> keys)
    {
        var wanted = keys.Where(key => key.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var found = await Task.WhenAll(wanted.Select(FindAsync));
        return found.ToDictionary(status => status.Key, StringComparer.Ordinal);
    }

    /// <summary>One account.</summary>
    public async Task<SocialAccountStatus> FindAsync(string key)
    {
        if (_known.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < (known.Status.Handle.Length > 0 ? Trusted : TrustedUnknown))
        {
            return known.Status;
        }

        var at = time.GetTimestamp();
        var status = await grains.GetGrain<IXAccountGrain>(key).GetStatus();
        if (_known.Count >= MaxEntries)
        {
            _known.Clear();
        }

        _known[key] = (status, at);
        return status;
    }

    /// <summary>Forgets an account, after a change through this gateway.</summary>
    public void Forget(string key) => _known.TryRemove(key, out _);
}
