using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Emulators;

/// <summary>Hashes that are the same in every process, unlike <see cref="object.GetHashCode"/>: equal input, equal answer.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>64-bit FNV-1a over UTF-16 code units, finished so that near inputs lie far apart.</summary>
    public static ulong Of(ReadOnlySpan<char> text, ulong seed = 0)
    {
        var hash = Offset ^ seed;
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return Mix(hash);
    }

    public static ulong Of(string a, string b, long n) => Mix(Of(b, Of(a)) ^ (ulong)n);

    /// <summary>The finishing step of SplitMix64.</summary>
    public static ulong Mix(ulong x)
    {
        x ^= x >> 30;
        x *= 0xbf58476d1ce4e5b9;
        x ^= x >> 27;
        x *= 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }

    /// <summary>A number in [0, 1) from a hash.</summary>
    public static double Unit(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));

    /// <summary>128 bits of SHA-256, for keys that must never collide.</summary>
    public static UInt128 Wide(string text)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    /// <summary>A readable token of letters and digits from a secret seed and a counter-like text.</summary>
    public static string Token(string text, int bytes = 24) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes)).Replace('+', 'A').Replace('/', 'B').TrimEnd('=');
}
