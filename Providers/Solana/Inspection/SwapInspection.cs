using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>
/// Decides whether a swap's transaction may be signed, by a list of allowed instructions and not of programs: compute limit and price;
/// idempotent creation of the wallet's own token accounts; wrapping and unwrapping SOL to itself; a stated tip; and exactly one route of
/// Jupiter whose amounts, slippage, fee and accounts equal the quote. Whatever else stands in it refuses it. Pure: the same bytes and tables
/// give the same answer, and every refusal has a code of its own.
/// </summary>
public static class SwapInspection
{
    /// <summary>Inspects a transaction.</summary>
    /// <param name="transaction">Its bytes, signed or not.</param>
    /// <param name="expectation">What it must be.</param>
    /// <param name="tables">The lookup tables as one endpoint reads them.</param>
    /// <param name="tablesElsewhere">The same as another endpoint reads them: who could exchange a table could exchange an account.</param>
    public static SwapInspectionResult Inspect(
        ReadOnlySpan<byte> transaction, SwapExpectation expectation, IReadOnlyCollection<AddressLookupTable> tables, IReadOnlyCollection<AddressLookupTable> tablesElsewhere)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        TransactionMessage message;
        try
        {
            message = SolanaTransaction.Parse(transaction).Message;
        }
        catch (TransactionFormatException malformed)
        {
            return Refused(new SwapRefusal(SwapRefusalCodes.Malformed, malformed.Message));
        }

        return CompareTables(message, tables, tablesElsewhere) is { } refusal ? Refused(refusal) : Inspect(message, expectation, tables);
    }

    private static SwapInspectionResult Inspect(TransactionMessage message, SwapExpectation expectation, IReadOnlyCollection<AddressLookupTable> tables)
    {
        ResolvedMessage resolved;
        try
        {
            resolved = message.Resolve(tables);
        }
        catch (TransactionFormatException malformed)
        {
            return Refused(new SwapRefusal(
                malformed.Problem == TransactionProblem.LookupTableMissing ? SwapRefusalCodes.LookupTableMissing : SwapRefusalCodes.Malformed, malformed.Message));
        }

        var walk = new SwapInstructionWalk(expectation);
        if (message.FeePayer != expectation.Wallet)
        {
            walk.Refuse(SwapRefusalCodes.FeePayer, $"The fee is paid by {message.FeePayer}, not by the wallet {expectation.Wallet}.");
        }

        if (message.Signers.Length > 1)
        {
            walk.Refuse(SwapRefusalCodes.ExtraSigner, $"Another party has to sign: {string.Join(", ", message.Signers.Skip(1))}.");
        }

        if (expectation.Blockhash is { } blockhash && message.RecentBlockhash != blockhash)
        {
            walk.Refuse(SwapRefusalCodes.Blockhash, $"The transaction lives by the blockhash {message.RecentBlockhash}, whose end is not known.");
        }

        foreach (var account in resolved.Accounts.Where(account => expectation.ForbiddenAccounts.Contains(account.Key)))
        {
            walk.Refuse(SwapRefusalCodes.ForbiddenAccount, $"The wallet's account {account.Key} has no part in this swap.");
        }

        foreach (var instruction in resolved.Instructions)
        {
            walk.Visit(instruction);
        }

        return walk.Finish();
    }

    private static SwapRefusal? CompareTables(TransactionMessage message, IReadOnlyCollection<AddressLookupTable> tables, IReadOnlyCollection<AddressLookupTable> tablesElsewhere)
    {
        foreach (var lookup in message.Lookups)
        {
            var here = tables.FirstOrDefault(table => table.Key == lookup.Table);
            var there = tablesElsewhere.FirstOrDefault(table => table.Key == lookup.Table);
            if (here is null || there is null)
            {
                return new SwapRefusal(SwapRefusalCodes.LookupTableMissing, $"The lookup table {lookup.Table} was not read from two endpoints.");
            }

            if (!here.Agrees(there))
            {
                return new SwapRefusal(SwapRefusalCodes.LookupTableDisagreement, $"Two endpoints do not agree about the lookup table {lookup.Table}.");
            }
        }

        return null;
    }

    private static SwapInspectionResult Refused(SwapRefusal refusal) => new(null, [refusal]);
}
