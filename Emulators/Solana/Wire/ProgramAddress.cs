using System.Numerics;
using System.Security.Cryptography;

namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>Addresses that a program signs for: hashes that lie off the curve of Ed25519, so that nobody has their secret.</summary>
internal static class ProgramAddress
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = Mod(-121665 * BigInteger.ModPow(121666, P - 2, P));
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(PublicKey, PublicKey, PublicKey), PublicKey> Associated = [];

    /// <summary>The address for seeds, with the highest bump that lies off the curve.</summary>
    public static (PublicKey Address, byte Bump) Find(PublicKey program, params byte[][] seeds)
    {
        for (var bump = 255; bump >= 0; bump--)
        {
            if (Create(program, [.. seeds, [(byte)bump]]) is { } address)
            {
                return (address, (byte)bump);
            }
        }

        throw new InvalidOperationException("No bump of these seeds lies off the curve.");
    }

    /// <summary>The address for seeds that end in their bump; null where it lies on the curve.</summary>
    public static PublicKey? Create(PublicKey program, params byte[][] seeds)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var seed in seeds)
        {
            hash.AppendData(seed);
        }

        hash.AppendData(program.ToBytes());
        hash.AppendData("ProgramDerivedAddress"u8);
        var digest = hash.GetHashAndReset();
        return IsOnCurve(digest) ? null : PublicKey.Read(digest);
    }

    /// <summary>The account in which an owner keeps a token unless told otherwise.</summary>
    public static PublicKey OfTokens(PublicKey owner, PublicKey tokenProgram, PublicKey mint) =>
        Associated.GetOrAdd((owner, tokenProgram, mint), static k =>
            Find(Runtime.ProgramIds.AssociatedToken, k.Item1.ToBytes(), k.Item2.ToBytes(), k.Item3.ToBytes()).Address);

    /// <summary>Whether 32 bytes are a point: x² = (y² - 1) / (d y² + 1) has a root (RFC 8032, section 5.1.3).</summary>
    public static bool IsOnCurve(ReadOnlySpan<byte> bytes)
    {
        Span<byte> unsigned = stackalloc byte[PublicKey.Length];
        bytes[..PublicKey.Length].CopyTo(unsigned);
        unsigned[^1] &= 0x7f;
        var y2 = Mod(BigInteger.Pow(new BigInteger(unsigned, isUnsigned: true), 2));
        var (u, v) = (Mod(y2 - 1), Mod((D * y2) + 1));
        // u / v is a square exactly where u · v is one, by Euler's criterion.
        return u.IsZero || BigInteger.ModPow(Mod(u * v), (P - 1) / 2, P).IsOne;
    }

    private static BigInteger Mod(BigInteger value) => ((value % P) + P) % P;
}
