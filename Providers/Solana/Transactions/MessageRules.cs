using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>
/// What holds for every message that the runtime takes: its <c>sanitize</c> of both versions, and what makes an account or a table ambiguous,
/// which it refuses when it loads the accounts.
/// </summary>
internal static class MessageRules
{
    private const int MaxAccounts = 256;

    internal static void Check(TransactionMessage message)
    {
        var (signers, readonlySigners, readonlyOthers) = (message.Header.RequiredSignatures, message.Header.ReadonlySigned, message.Header.ReadonlyUnsigned);
        var accounts = message.StaticAccounts.Length;
        if (signers == 0 || readonlySigners >= signers || signers + readonlyOthers > accounts)
        {
            throw new TransactionFormatException(TransactionProblem.Header, "The header of the message does not fit its accounts, or leaves no writable fee payer.");
        }

        if (Distinct(message.StaticAccounts) < accounts)
        {
            throw Duplicate();
        }

        foreach (var lookup in message.Lookups)
        {
            var count = lookup.WritableIndexes.Length + lookup.ReadonlyIndexes.Length;
            if (count == 0 || lookup.WritableIndexes.Concat(lookup.ReadonlyIndexes).Distinct().Count() < count)
            {
                throw new TransactionFormatException(TransactionProblem.Lookup, "A lookup of the message takes nothing from its table, or the same entry twice.");
            }

            accounts += count;
        }

        if (message.Lookups.Select(lookup => lookup.Table).Distinct().Count() < message.Lookups.Length)
        {
            throw new TransactionFormatException(TransactionProblem.Lookup, "The message names the same lookup table twice.");
        }

        if (accounts > MaxAccounts)
        {
            throw new TransactionFormatException(TransactionProblem.TooManyAccounts, $"A transaction has at most {MaxAccounts} accounts.");
        }

        foreach (var instruction in message.Instructions)
        {
            // The fee payer is no program, and programs never come from a table.
            if (instruction.ProgramIndex == 0 || instruction.ProgramIndex >= message.StaticAccounts.Length || instruction.Accounts.Any(index => index >= accounts))
            {
                throw new TransactionFormatException(TransactionProblem.IndexOutOfRange, "An instruction of the message names an account that it does not have.");
            }
        }
    }

    internal static int Distinct(ImmutableArray<PublicKey> keys) => new HashSet<PublicKey>(keys).Count;

    internal static TransactionFormatException Duplicate() => new(TransactionProblem.DuplicateAccount, "An account stands twice in the message.");
}
