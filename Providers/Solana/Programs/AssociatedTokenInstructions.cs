using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Programs;

/// <summary>Calls of the associated token account program.</summary>
public static class AssociatedTokenInstructions
{
    internal const byte CreateIdempotentTag = 1;

    /// <summary>Makes a wallet's token account for a mint, or does nothing where it exists.</summary>
    /// <param name="payer">Who pays the rent; signs.</param>
    /// <param name="owner">The wallet that it is for.</param>
    /// <param name="mint">The mint.</param>
    /// <param name="tokenProgram">The program that owns the mint.</param>
    public static Instruction CreateIdempotent(PublicKey payer, PublicKey owner, PublicKey mint, PublicKey tokenProgram) => new(
        SolanaPrograms.AssociatedToken,
        [
            AccountMeta.WritableSigner(payer),
            AccountMeta.Writable(ProgramDerivedAddress.AssociatedTokenAccount(owner, mint, tokenProgram)),
            AccountMeta.Readonly(owner),
            AccountMeta.Readonly(mint),
            AccountMeta.Readonly(SolanaPrograms.System),
            AccountMeta.Readonly(tokenProgram),
        ],
        [CreateIdempotentTag]);
}
