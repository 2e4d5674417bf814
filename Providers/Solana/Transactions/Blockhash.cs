using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>The hash of a recent block: 32 bytes, base58. A transaction that names it can land for 150 blocks and never after.</summary>
/// <param name="Bytes">The 32 bytes.</param>
public readonly record struct Blockhash(PublicKey Bytes)
{
    /// <summary>Reads base58.</summary>
    /// <exception cref="FormatException">It is not the base58 of 32 bytes.</exception>
    public static Blockhash Parse(string text) => PublicKey.TryParse(text, out var bytes)
        ? new Blockhash(bytes)
        : throw new FormatException("A blockhash is the base58 of 32 bytes.");

    /// <summary>The base58 text.</summary>
    public override string ToString() => Bytes.ToString();
}
