using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>An account as an instruction uses it.</summary>
/// <param name="Key">Its address.</param>
/// <param name="IsSigner">Whether its signature is needed.</param>
/// <param name="IsWritable">Whether it may change.</param>
public readonly record struct AccountMeta(PublicKey Key, bool IsSigner, bool IsWritable)
{
    /// <summary>Only read.</summary>
    public static AccountMeta Readonly(PublicKey key) => new(key, IsSigner: false, IsWritable: false);

    /// <summary>Changed, without its signature.</summary>
    public static AccountMeta Writable(PublicKey key) => new(key, IsSigner: false, IsWritable: true);

    /// <summary>Signs, unchanged.</summary>
    public static AccountMeta Signer(PublicKey key) => new(key, IsSigner: true, IsWritable: false);

    /// <summary>Signs and may change.</summary>
    public static AccountMeta WritableSigner(PublicKey key) => new(key, IsSigner: true, IsWritable: true);
}
