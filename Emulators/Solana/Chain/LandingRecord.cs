using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>Makes of a transaction's outcome what the chain keeps of it.</summary>
internal static class LandingRecord
{
    public static LandedTransaction Of(SolanaTransaction transaction, ulong slot, TransactionOutcome outcome, Func<PublicKey, ChainAccount?> read)
    {
        // A mint that the transaction itself made is known by what it is afterwards.
        var own = outcome.Keys.Select((key, i) => (key, outcome.Accounts[i].After)).ToDictionary(k => k.key, k => k.After);
        byte? Decimals(PublicKey mint) =>
            Mint.TryRead((own.GetValueOrDefault(mint) ?? read(mint) ?? ChainAccount.Empty).Data)?.Decimals ?? Mint.TryRead((read(mint) ?? ChainAccount.Empty).Data)?.Decimals;

        List<TokenBalance> Tokens(Func<(ChainAccount Before, ChainAccount After), ChainAccount> side) =>
        [
            .. outcome.Accounts.Select((pair, index) => (Account: side(pair), Index: index))
                .Where(a => ProgramIds.IsToken(a.Account.Owner))
                .Select(a => (a.Index, a.Account.Owner, Holding: TokenHolding.TryRead(a.Account.Data)))
                .Where(a => a.Holding is not null)
                .Select(a => (a.Index, a.Owner, Holding: a.Holding!, Decimals: Decimals(a.Holding!.Mint)))
                .Where(a => a.Decimals is not null)
                .Select(a => new TokenBalance(a.Index, a.Holding.Mint, a.Holding.Owner, a.Owner, a.Holding.Amount, a.Decimals!.Value)),
        ];

        return new LandedTransaction
        {
            Slot = slot,
            Bytes = transaction.ToBytes(),
            Signature = transaction.Signature,
            Error = outcome.Error,
            Fee = outcome.Fee,
            UnitPrice = outcome.UnitPrice,
            UnitsUsed = outcome.UnitsUsed,
            Logs = [.. outcome.Logs],
            Inner = [.. outcome.Inner],
            ReturnData = outcome.ReturnData,
            Keys = [.. outcome.Keys],
            LookedUpWritable = outcome.LookedUpWritable,
            LamportsBefore = [.. outcome.Accounts.Select(a => a.Before.Lamports)],
            LamportsAfter = [.. outcome.Accounts.Select(a => a.After.Lamports)],
            TokensBefore = Tokens(a => a.Before),
            TokensAfter = Tokens(a => a.After),
        };
    }
}
