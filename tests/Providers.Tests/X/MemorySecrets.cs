using System.Collections.Concurrent;
using PuppetEngine.Engine.Access;

namespace PuppetEngine.Tests.Providers.X;

/// <summary>A secret store in memory, which a test can break and whose reads it can list.</summary>
internal sealed class MemorySecrets : ISecretStore
{
    private readonly ConcurrentDictionary<string, string> _values = new();

    public ConcurrentQueue<string> Reads { get; } = new();

    /// <summary>What the next write throws instead of storing; null to store.</summary>
    public Exception? FailNextPut { get; set; }

    public string this[string name]
    {
        get => _values[name];
        set => _values[name] = value;
    }

    public Task<string?> GetAsync(string name, CancellationToken cancellationToken)
    {
        Reads.Enqueue(name);
        return Task.FromResult(_values.GetValueOrDefault(name));
    }

    public Task PutAsync(string name, string value, CancellationToken cancellationToken)
    {
        if (FailNextPut is { } failure)
        {
            FailNextPut = null;
            throw failure;
        }

        _values[name] = value;
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_values.TryRemove(name, out _));

    public Task<List<string>> ListNamesAsync(string prefix, CancellationToken cancellationToken) =>
        Task.FromResult(_values.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList());

    public Task<List<StoredSecret>> ReadPageAsync(string after, int limit, CancellationToken cancellationToken) => Task.FromResult(
        _values.Where(v => string.CompareOrdinal(v.Key, after) > 0).OrderBy(v => v.Key, StringComparer.Ordinal).Take(limit)
            .Select(v => new StoredSecret(v.Key, string.GetHashCode(v.Value, StringComparison.Ordinal), () => v.Value)).ToList());
}
