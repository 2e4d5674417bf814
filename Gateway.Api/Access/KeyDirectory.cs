using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>Finds keys by their hash in the cluster, and trusts an answer for a few seconds.</summary>
internal sealed class KeyDirectory(IGrainFactory grains, TimeProvider time, IOptions<GatewayOptions> options)
{
    /// <summary>The access grain's key.</summary>
    public const string GrainKey = "access";

    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<string, (ApiKeyRecord? Key, long At)> _found = new(StringComparer.Ordinal);

    /// <summary>The key of a hash; null when there is none.</summary>
    /// <exception cref="TimeoutException">The cluster did not answer: nobody is let in on a guess.</exception>
    public async Task<ApiKeyRecord?> FindAsync(string sha256)
    {
        if (_found.TryGetValue(sha256, out var known) && time.GetElapsedTime(known.At) < options.Value.KeyCacheTime)
        {
            return known.Key;
        }

        var at = time.GetTimestamp();
        var key = await grains.GetGrain<IAccessGrain>(GrainKey).Find(sha256);
        if (_found.Count >= MaxEntries)
        {
            // Wrong keys in endless number are no reason to keep them all.
            _found.Clear();
        }

        _found[sha256] = (key, at);
        return key;
    }

    /// <summary>The caller of a key as it was sent; null when there is none.</summary>
    /// <exception cref="TimeoutException">The cluster did not answer: nobody is let in on a guess.</exception>
    public async Task<Caller?> CallerOfAsync(string key) =>
        key.Length is >= ApiKeys.MinLength and <= ApiKeys.MaxLength && ApiKeys.Hash(key) is var hash && await FindAsync(hash) is { } record
            ? new Caller(record.Name, record.Scopes, hash, false)
            : null;

    /// <summary>Forgets what was found, after a change through this gateway.</summary>
    public void Clear() => _found.Clear();
}
