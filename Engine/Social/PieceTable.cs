using System.Runtime.CompilerServices;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// How often each of very many hashes was added, in one flat array: a hash of 60 bits and a count of 4 in each place. Half of what a dictionary takes, and no
/// object to be collected. A hash that stood fifteen times is never forgotten again. Not thread-safe.
/// </summary>
internal sealed class PieceTable
{
    /// <summary>The bits of a hash that count.</summary>
    public const ulong HashMask = One - 1;

    // A place is free when it is 0, for what stands in one was added at least once.
    private const ulong One = 1UL << 60;
    private const ulong Most = 15 * One;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong[] _places = new ulong[16];
    private int _used;

    /// <summary>Whether nothing stands in it.</summary>
    public bool IsEmpty => _used == 0;

    /// <summary>Whether a hash was added more often than it was removed.</summary>
    public bool Contains(ulong hash) => _places[PlaceOf(hash & HashMask)] != 0;

    /// <summary>Adds a hash once more.</summary>
    public void Add(ulong hash)
    {
        var place = PlaceOf(hash &= HashMask);
        if (_places[place] == 0)
        {
            // At most three in four places are taken, so that a search ends soon.
            if (_used >= _places.Length / 4 * 3)
            {
                Grow();
                place = PlaceOf(hash);
            }

            _places[place] = One | hash;
            _used++;
        }
        else if (_places[place] < Most)
        {
            _places[place] += One;
        }
    }

    /// <summary>Takes a hash back once.</summary>
    public void Remove(ulong hash)
    {
        var place = PlaceOf(hash & HashMask);
        if (_places[place] is 0 or >= Most)
        {
            return;
        }

        _places[place] -= One;
        if (_places[place] < One)
        {
            Free(place);
        }
    }

    /// <summary>Where a hash stands, or where it would.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int PlaceOf(ulong hash)
    {
        for (var place = HomeOf(hash); ; place = Next(place))
        {
            if (_places[place] is var taken && (taken == 0 || (taken & HashMask) == hash))
            {
                return place;
            }
        }
    }

    // Neighbouring hashes, as those of texts that differ in their last letter, shall not stand side by side.
    private int HomeOf(ulong hash) => (int)((hash * Golden) >> (64 - int.Log2(_places.Length)));

    private int Next(int place) => (place + 1) & (_places.Length - 1);

    /// <summary>Empties a place and moves up what stood behind it only because it was taken.</summary>
    private void Free(int place)
    {
        _used--;
        _places[place] = 0;
        for (var behind = Next(place); _places[behind] is var moved and not 0; behind = Next(behind))
        {
            _places[behind] = 0;
            _places[PlaceOf(moved & HashMask)] = moved;
        }
    }

    private void Grow()
    {
        var former = _places;
        _places = new ulong[former.Length * 2];
        foreach (var taken in former)
        {
            if (taken != 0)
            {
                _places[PlaceOf(taken & HashMask)] = taken;
            }
        }
    }
}
