namespace PuppetEngine.Engine.Memory;

/// <summary>Recalls that are not stored yet.</summary>
internal sealed class MemoryAccessLog
{
    private readonly Dictionary<long, MemoryAccess> _accesses = [];

    internal int Count => _accesses.Count;

    internal void Add(long number, DateTimeOffset at) =>
        _accesses[number] = new MemoryAccess(number, _accesses.TryGetValue(number, out var known) ? known.Times + 1 : 1, at);

    internal void Drop(long number) => _accesses.Remove(number);

    internal IReadOnlyCollection<MemoryAccess> All => _accesses.Values;

    /// <summary>This log with a newer one behind it.</summary>
    internal MemoryAccessLog Then(MemoryAccessLog? newer)
    {
        foreach (var access in newer?.All ?? [])
        {
            _accesses[access.Number] = _accesses.TryGetValue(access.Number, out var older) ? access with { Times = access.Times + older.Times } : access;
        }

        return this;
    }
}
