using PuppetEngine.Engine.Trading;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Rpc;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Trading;

/// <summary>Reads from a landed transaction what it did to a wallet: balances after it less balances before it, and nothing that anybody promised.</summary>
internal static class TradeReceipts
{
    /// <summary>The receipt.</summary>
    public static TradeReceipt Of(RpcTransactionRecord record, PublicKey wallet, PublicKey input, PublicKey output, string signature)
    {
        var (source, destination) = (Account(record, wallet, input), Account(record, wallet, output));
        var rent = Rent(record, destination, output) + Rent(record, source, input);

        // The fee and the rent are the trade's costs; what else moved of SOL is what it swapped.
        var sol = record.LamportsDelta(wallet) + record.Fee + rent;
        return new TradeReceipt
        {
            Signature = signature,
            Slot = record.Slot,
            Error = TradeRefusals.Words(record.Error),
            FeeLamports = record.Fee,
            RentLamports = (ulong)Int128.Max(0, rent),
            SpentUnits = Units(-(input == SolanaPrograms.WrappedSol ? sol : record.TokenDelta(source))),
            ReceivedUnits = Units(output == SolanaPrograms.WrappedSol ? sol : record.TokenDelta(destination)),
        };
    }

    /// <summary>The wallet's account of a mint, under whichever program the transaction names it.</summary>
    private static PublicKey Account(RpcTransactionRecord record, PublicKey wallet, PublicKey mint)
    {
        var account = ProgramDerivedAddress.AssociatedTokenAccount(wallet, mint, SolanaPrograms.Token);
        return record.Accounts.Contains(account) ? account : ProgramDerivedAddress.AssociatedTokenAccount(wallet, mint, SolanaPrograms.Token2022);
    }

    /// <summary>What an account of a token, other than wrapped SOL, gained in lamports: it was opened.</summary>
    private static Int128 Rent(RpcTransactionRecord record, PublicKey account, PublicKey mint) => mint == SolanaPrograms.WrappedSol ? 0 : record.LamportsDelta(account);

    private static ulong Units(Int128 amount) => amount <= 0 ? 0 : (ulong)amount;
}
