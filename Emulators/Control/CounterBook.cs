using System.Collections.Concurrent;

namespace PuppetEngine.Emulators.Control;

/// <summary>Counts by group and name, for <c>GET /control/counters</c>.</summary>
internal sealed class CounterBook
{
    private readonly ConcurrentDictionary<(string Group, string Name), Counter> _counters = [];
    private long _order;

    /// <summary>A stamp that rises with every call, by which "before" and "after" of answers and requests are told apart.</summary>
    public long NextOrder() => Interlocked.Increment(ref _order);

    public void Add(string group, string name, long n = 1) =>
        _counters.GetOrAdd((group, name), static _ => new Counter()).Add(n);

    public long Get(string group, string name) => _counters.TryGetValue((group, name), out var counter) ? counter.Value : 0;

    public SortedDictionary<string, SortedDictionary<string, long>> Snapshot()
    {
        var groups = new SortedDictionary<string, SortedDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var ((group, name), counter) in _counters)
        {
            if (!groups.TryGetValue(group, out var names))
            {
                groups.Add(group, names = new(StringComparer.Ordinal));
            }

            names[name] = counter.Value;
        }

        return groups;
    }

    public void Clear() => _counters.Clear();

    private sealed class Counter
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Add(long n) => Interlocked.Add(ref _value, n);
    }
}
