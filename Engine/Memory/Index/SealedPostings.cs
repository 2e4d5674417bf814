namespace PuppetEngine.Engine.Memory.Index;

/// <summary>Words of a block that grows no more: sorted arrays, which are stored and read as they are.</summary>
/// <param name="terms">The words, ascending.</param>
/// <param name="starts">Where each word's places begin, and the end of the last.</param>
/// <param name="places">The places.</param>
/// <param name="counts">How often the word stands there.</param>
internal sealed class SealedPostings(ulong[] terms, int[] starts, ushort[] places, byte[] counts) : IPostings
{
    internal ulong[] Terms => terms;

    internal int[] Starts => starts;

    internal ushort[] Places => places;

    internal byte[] Counts => counts;

    /// <summary>Sorts postings, leaving out the places that <paramref name="moved"/> maps below zero.</summary>
    internal static SealedPostings Of(IPostings postings, ReadOnlySpan<int> moved)
    {
        List<ulong> terms = [];
        List<int> starts = [];
        List<ushort> places = [];
        List<byte> counts = [];
        foreach (var (term, at, times) in postings.All().OrderBy(p => p.Term))
        {
            var start = places.Count;
            for (var i = 0; i < at.Length; i++)
            {
                if (moved[at.Span[i]] >= 0)
                {
                    places.Add((ushort)moved[at.Span[i]]);
                    counts.Add(times.Span[i]);
                }
            }

            if (places.Count > start)
            {
                terms.Add(term);
                starts.Add(start);
            }
        }

        starts.Add(places.Count);
        return new SealedPostings([.. terms], [.. starts], [.. places], [.. counts]);
    }

    /// <inheritdoc />
    public (ReadOnlyMemory<ushort> Places, ReadOnlyMemory<byte> Counts) Find(ulong term)
    {
        var at = Array.BinarySearch(terms, term);
        return at < 0 ? default : Read(at);
    }

    /// <inheritdoc />
    public IEnumerable<(ulong Term, ReadOnlyMemory<ushort> Places, ReadOnlyMemory<byte> Counts)> All() =>
        terms.Select((term, i) => Read(i) is var (at, times) ? (term, at, times) : default);

    private (ReadOnlyMemory<ushort> Places, ReadOnlyMemory<byte> Counts) Read(int at) =>
        (places.AsMemory(starts[at]..starts[at + 1]), counts.AsMemory(starts[at]..starts[at + 1]));
}
