using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>
/// Runs a transaction against accounts as some slot has them: all of it or nothing but its fee. Signatures, blockhash and repetition
/// are the chain's to check. Changes nothing itself.
/// </summary>
internal sealed class TransactionProcessor(IReadOnlyDictionary<PublicKey, IProgram> programs)
{
    public bool IsBuiltin(PublicKey program) => programs.TryGetValue(program, out var known) && known.IsBuiltin;

    /// <param name="transaction">The transaction.</param>
    /// <param name="read">An account before the transaction; null where there is none.</param>
    /// <param name="time">The block it is to be part of.</param>
    public TransactionOutcome Process(SolanaTransaction transaction, Func<PublicKey, ChainAccount?> read, BankTime time)
    {
        var message = transaction.Message;
        if (LookupTable.Resolve(message, read, time.Slot, out var writable, out var readable) is { } unresolved)
        {
            return TransactionOutcome.Refused(unresolved);
        }

        var budget = ComputeBudget.Read(message, IsBuiltin, out var malformed);
        if (malformed is not null)
        {
            return TransactionOutcome.Refused(malformed);
        }

        var fee = budget.Fee(message.Signers);
        if (CheckPayer(read(message.Keys[0]), fee) is { } poor)
        {
            return TransactionOutcome.Refused(poor);
        }

        var accounts = Load(message, writable, readable, read);
        accounts[0].Lamports -= fee;
        var run = new TransactionRun(accounts, programs, time, budget.UnitLimit);
        var error = CheckPrograms(message, read) ?? run.Execute(message) ?? CheckRent(accounts);
        return new TransactionOutcome
        {
            Error = error,
            Lands = true,
            Fee = fee,
            UnitPrice = budget.MicroLamportsPerUnit,
            UnitsUsed = run.UnitsUsed,
            Logs = run.Logs,
            Inner = run.Inner,
            ReturnData = error is null ? run.ReturnData : null,
            Keys = [.. accounts.Select(a => a.Key)],
            LookedUpWritable = writable.Count,
            Accounts = [.. accounts.Select((a, i) => (a.Before, error is null ? a.After() : i == 0 ? Charged(a.Before, fee) : a.Before))],
        };
    }

    private static List<WorkingAccount> Load(Message message, List<PublicKey> writable, List<PublicKey> readable, Func<PublicKey, ChainAccount?> read)
    {
        var programs = message.Instructions.Select(i => (int)i.Program).ToHashSet();
        var accounts = new List<WorkingAccount>();
        WorkingAccount Of(PublicKey key, bool signs, bool writes) => new(key, read(key) ?? ChainAccount.Empty, signs, writes);
        for (var i = 0; i < message.Keys.Length; i++)
        {
            // A program that is called is never written to, whatever the header says.
            accounts.Add(Of(message.Keys[i], message.IsSigner(i), message.IsWritable(i) && !programs.Contains(i)));
        }

        accounts.AddRange(writable.Select(k => Of(k, false, true)));
        accounts.AddRange(readable.Select(k => Of(k, false, false)));
        return accounts;
    }

    private static TransactionError? CheckPayer(ChainAccount? payer, ulong fee)
    {
        if (payer is null)
        {
            return TransactionError.AccountNotFound;
        }

        if (payer.Owner != ProgramIds.System || payer.Data.Length > 0)
        {
            return TransactionError.InvalidAccountForFee;
        }

        if (payer.Lamports < fee)
        {
            return TransactionError.InsufficientFundsForFee;
        }

        return Rent.IsAllowed(payer.Lamports, 0, payer.Lamports - fee, 0) ? null : TransactionError.ForRent(0);
    }

    private static TransactionError? CheckPrograms(Message message, Func<PublicKey, ChainAccount?> read)
    {
        foreach (var instruction in message.Instructions)
        {
            if (read(message.Keys[instruction.Program]) is not { } program)
            {
                return new TransactionError("ProgramAccountNotFound");
            }

            if (!program.Executable)
            {
                return new TransactionError("InvalidProgramForExecution");
            }
        }

        return null;
    }

    private static TransactionError? CheckRent(List<WorkingAccount> accounts)
    {
        for (var i = 0; i < accounts.Count; i++)
        {
            var account = accounts[i];
            if (account.IsWritable && !Rent.IsAllowed(account.Before.Lamports, account.Before.Data.Length, account.Lamports, account.Data.Length))
            {
                return TransactionError.ForRent(i);
            }
        }

        return null;
    }

    private static ChainAccount Charged(ChainAccount payer, ulong fee) => payer.Lamports == fee ? ChainAccount.Empty : payer with { Lamports = payer.Lamports - fee };
}
