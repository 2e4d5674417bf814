using System.Numerics;

namespace PuppetEngine.Engine.Randomness;

/// <summary>
/// A small random generator whose every number follows from its seed, on every machine and in every release, so that a decision can be
/// replayed: xoshiro256** of Blackman and Vigna, its state filled by SplitMix64 as its authors advise. (The algorithm behind a seeded
/// <see cref="Random"/> is not promised to stay the same.) Not for secrets, and not for use by two threads.
/// </summary>
public sealed class DeterministicRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Makes a generator whose numbers follow from one seed.</summary>
    public DeterministicRandom(ulong seed)
    {
        _s0 = SplitMix64(ref seed);
        _s1 = SplitMix64(ref seed);
        _s2 = SplitMix64(ref seed);
        _s3 = SplitMix64(ref seed);
    }

    /// <summary>Makes a generator from a state of four words, not all zero; for known-answer tests.</summary>
    internal DeterministicRandom(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>A generator of its own for one purpose at one index under a seed: neighbours in index share nothing.</summary>
    /// <param name="seed">The agent's seed.</param>
    /// <param name="index">The occurrence.</param>
    /// <param name="purpose">What the numbers are for, as in <c>due</c>; another purpose gives other numbers.</param>
    public static DeterministicRandom For(ulong seed, long index, string purpose) =>
        new(Mix(Mix(seed ^ Hash(purpose)) + unchecked((ulong)index)));

    /// <summary>A 64-bit hash of a text (FNV-1a over UTF-16 units, then mixed), equal on every machine.</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in text)
        {
            hash = unchecked((hash ^ unit) * 1099511628211UL);
        }

        return Mix(hash);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        var result = unchecked(BitOperations.RotateLeft(_s1 * 5, 7) * 9);
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>The next number in [0, 1), with 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next whole number in [0, <paramref name="bound"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not above zero.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(NextUInt64(), (ulong)bound, out _);
    }

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order (Fisher and Yates).</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = NextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }

        return order;
    }

    /// <summary>SplitMix64: advances the state and gives its next number.</summary>
    internal static ulong SplitMix64(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    private static ulong Mix(ulong value) => SplitMix64(ref value);
}
