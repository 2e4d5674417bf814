using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>A wallet's token accounts, each derived once: a derivation costs more than all else in an inspection.</summary>
internal sealed class OwnTokenAccounts(PublicKey wallet)
{
    private readonly Dictionary<(PublicKey Mint, PublicKey Program), PublicKey> _known = [];

    /// <summary>The account of wrapped SOL.</summary>
    public PublicKey Wrapped => Of(SolanaPrograms.WrappedSol, SolanaPrograms.Token);

    /// <summary>The account of a mint.</summary>
    public PublicKey Of(PublicKey mint, PublicKey program)
    {
        if (!_known.TryGetValue((mint, program), out var account))
        {
            account = ProgramDerivedAddress.AssociatedTokenAccount(wallet, mint, program);
            _known.Add((mint, program), account);
        }

        return account;
    }
}
