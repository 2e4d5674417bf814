using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>A message with all its accounts named: its own, then the writable ones of the tables, then those that are only read.</summary>
public sealed class ResolvedMessage
{
    private ResolvedMessage(TransactionMessage message, ImmutableArray<AccountMeta> accounts)
    {
        Message = message;
        Accounts = accounts;
        Instructions =
        [
            .. message.Instructions.Select(compiled => new Instruction(
                accounts[compiled.ProgramIndex].Key, [.. compiled.Accounts.Select(index => accounts[index])], compiled.Data)),
        ];
    }

    /// <summary>The message.</summary>
    public TransactionMessage Message { get; }

    /// <summary>All accounts, in the order of their indices.</summary>
    public ImmutableArray<AccountMeta> Accounts { get; }

    /// <summary>The calls, with their accounts named.</summary>
    public ImmutableArray<Instruction> Instructions { get; }

    internal static ResolvedMessage Of(TransactionMessage message, IReadOnlyCollection<AddressLookupTable> tables)
    {
        var accounts = ImmutableArray.CreateBuilder<AccountMeta>();
        for (var i = 0; i < message.StaticAccounts.Length; i++)
        {
            accounts.Add(new AccountMeta(message.StaticAccounts[i], message.IsSigner(i), message.IsWritable(i)));
        }

        foreach (var lookup in message.Lookups)
        {
            accounts.AddRange(lookup.WritableIndexes.Select(index => AccountMeta.Writable(Entry(tables, lookup.Table, index))));
        }

        foreach (var lookup in message.Lookups)
        {
            accounts.AddRange(lookup.ReadonlyIndexes.Select(index => AccountMeta.Readonly(Entry(tables, lookup.Table, index))));
        }

        return MessageRules.Distinct([.. accounts.Select(account => account.Key)]) < accounts.Count
            ? throw MessageRules.Duplicate()
            : new ResolvedMessage(message, accounts.DrainToImmutable());
    }

    private static PublicKey Entry(IReadOnlyCollection<AddressLookupTable> tables, PublicKey key, byte index)
    {
        var table = tables.FirstOrDefault(table => table.Key == key)
            ?? throw new TransactionFormatException(TransactionProblem.LookupTableMissing, $"The message needs the lookup table {key}, which was not read.");
        return index < table.Addresses.Length
            ? table.Addresses[index]
            : throw new TransactionFormatException(TransactionProblem.LookupTableMissing, $"The lookup table {key} has no entry {index}.");
    }
}
