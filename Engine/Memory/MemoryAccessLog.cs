namespace PuppetEngine.Engine.Memory;

/// <summary>Recalls that are not stored yet.</summary>
internal sealed class MemoryAccessLog
{
    private Dictionary<long, MemoryAccess> _accesses = [];

    internal int Count => _accesses.Count;

    internal void Add(long number, DateTimeOffset at) =>
        _accesses[number] = new MemoryAccess(number, _accesses.TryGetValue(number, out var known) ? known.Times + 1 : 1, at);

    internal void Drop(long number) => _accesses.Remove(number);

    internal IReadOnlyCollection<MemoryAccess> TakeAll()
    {
        var taken = _accesses.Values;
        _accesses = [];
        return taken;
    }

    internal void PutBack(IReadOnlyCollection<MemoryAccess> taken)
    {
        foreach (var access in taken)
        {
            _accesses[access.Number] = _accesses.TryGetValue(access.Number, out var newer) ? newer with { Times = newer.Times + access.Times } : access;
        }
    }
}
