using System.Security.Cryptography;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>Addresses that belong to a program: hashes of seeds that are no point of the curve, so that nobody holds a key to them.</summary>
public static class ProgramDerivedAddress
{
    private const int MaxSeeds = 16;
    private const int MaxSeedSize = 32;

    private static ReadOnlySpan<byte> Marker => "ProgramDerivedAddress"u8;

    /// <summary>The first address, counting the bump down from 255, that is off the curve.</summary>
    /// <param name="program">The program that it belongs to.</param>
    /// <param name="seeds">At most 15, of at most 32 bytes each.</param>
    /// <exception cref="ArgumentException">Too many seeds, or one too long.</exception>
    public static (PublicKey Address, byte Bump) Find(PublicKey program, params ReadOnlySpan<byte[]> seeds)
    {
        for (var bump = (int)byte.MaxValue; bump >= 0; bump--)
        {
            if (TryCreate(program, [.. seeds, [(byte)bump]], out var address))
            {
                return (address, (byte)bump);
            }
        }

        throw new ArgumentException("These seeds give no address of a program.", nameof(seeds));
    }

    /// <summary>The address of seeds that already hold their bump; false if it is on the curve.</summary>
    /// <exception cref="ArgumentException">Too many seeds, or one too long.</exception>
    public static bool TryCreate(PublicKey program, ReadOnlySpan<byte[]> seeds, out PublicKey address)
    {
        if (seeds.Length > MaxSeeds)
        {
            throw new ArgumentException($"At most {MaxSeeds} seeds.", nameof(seeds));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var seed in seeds)
        {
            hash.AppendData(seed.Length <= MaxSeedSize ? seed : throw new ArgumentException($"A seed has at most {MaxSeedSize} bytes.", nameof(seeds)));
        }

        hash.AppendData(program.Span);
        hash.AppendData(Marker);
        address = new PublicKey(hash.GetHashAndReset());
        return !Ed25519Curve.IsOnCurve(address);
    }

    /// <summary>The token account that a wallet has for a mint by convention.</summary>
    /// <param name="owner">The wallet.</param>
    /// <param name="mint">The mint.</param>
    /// <param name="tokenProgram">The program that owns the mint: SPL Token or Token-2022. The address depends on it.</param>
    public static PublicKey AssociatedTokenAccount(PublicKey owner, PublicKey mint, PublicKey tokenProgram) =>
        Find(SolanaPrograms.AssociatedToken, owner.ToArray(), tokenProgram.ToArray(), mint.ToArray()).Address;
}
