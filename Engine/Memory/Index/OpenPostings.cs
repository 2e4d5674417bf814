namespace PuppetEngine.Engine.Memory.Index;

/// <summary>Words of a block that still grows.</summary>
internal sealed class OpenPostings : IPostings
{
    private readonly Dictionary<ulong, Growing> _terms = [];

    /// <summary>Adds the words of the memory at a place; places come in ascending order.</summary>
    internal void Add(ushort place, Dictionary<ulong, byte> counts)
    {
        foreach (var (term, count) in counts)
        {
            if (!_terms.TryGetValue(term, out var list))
            {
                _terms.Add(term, list = new Growing());
            }

            list.Add(place, count);
        }
    }

    /// <inheritdoc />
    public (ReadOnlyMemory<ushort> Places, ReadOnlyMemory<byte> Counts) Find(ulong term) =>
        _terms.TryGetValue(term, out var list) ? list.Read() : default;

    /// <inheritdoc />
    public IEnumerable<(ulong Term, ReadOnlyMemory<ushort> Places, ReadOnlyMemory<byte> Counts)> All() =>
        _terms.Select(t => t.Value.Read() is var (places, counts) ? (t.Key, places, counts) : default);

    private sealed class Growing
    {
        private ushort[] _places = new ushort[2];
        private byte[] _counts = new byte[2];
        private int _length;

        internal void Add(ushort place, byte count)
        {
            if (_length == _places.Length)
            {
                Array.Resize(ref _places, _length * 2);
                Array.Resize(ref _counts, _length * 2);
            }

            _places[_length] = place;
            _counts[_length++] = count;
        }

        internal (ReadOnlyMemory<ushort> Places, ReadOnlyMemory<byte> Counts) Read() => (_places.AsMemory(0, _length), _counts.AsMemory(0, _length));
    }
}
