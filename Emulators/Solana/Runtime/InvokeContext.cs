using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>What a program sees of the transaction that calls it.</summary>
internal sealed class InvokeContext(TransactionRun run, PublicKey program, IReadOnlyList<InstructionAccount> accounts, byte[] data, int height)
{
    public PublicKey Program => program;

    public byte[] Data => data;

    public int Count => accounts.Count;

    /// <summary>Slot of the block that the transaction is part of.</summary>
    public ulong Slot => run.Time.Slot;

    /// <summary>When that slot began, in unix seconds.</summary>
    public long UnixTime => run.Time.UnixTime;

    public InstructionAccount this[int index] => index < accounts.Count ? accounts[index] : throw new InstructionFailure("NotEnoughAccountKeys");

    public InstructionAccount? Find(PublicKey key) => accounts.FirstOrDefault(a => a.Key == key);

    public void Log(string text) => run.Logs.Add($"Program log: {text}");

    /// <summary>A line of the runtime's own, as the programs write that are compiled into it.</summary>
    public void LogPlain(string text) => run.Logs.Add(text);

    public void Consume(ulong units) => run.Consume(units);

    public void Return(byte[] bytes) => run.ReturnData = new ReturnedData(program, bytes);

    /// <summary>Calls another program, with this one's rights and no more.</summary>
    /// <param name="instruction">The call.</param>
    /// <param name="signers">Addresses of this program that it signs for.</param>
    public void Invoke(Instruction instruction, params PublicKey[] signers)
    {
        var metas = instruction.Accounts;
        foreach (var meta in metas)
        {
            var mine = accounts.Where(a => a.Key == meta.Key).ToList();
            if (mine.Count == 0)
            {
                throw new InstructionFailure("MissingAccount");
            }

            if ((meta.IsWritable && !mine.Any(a => a.IsWritable)) || (meta.IsSigner && !mine.Any(a => a.IsSigner) && !signers.Contains(meta.Key)))
            {
                run.Logs.Add($"{meta.Key}'s {(meta.IsWritable && !mine.Any(a => a.IsWritable) ? "writable" : "signer")} privilege escalated");
                throw new InstructionFailure("PrivilegeEscalation");
            }
        }

        run.Invoke(instruction, height + 1);
    }

    /// <summary>A reader over the instruction's bytes whose early end is the caller's mistake.</summary>
    public T Read<T>(Func<byte[], T> read)
    {
        try
        {
            return read(data);
        }
        catch (FormatException)
        {
            throw new InstructionFailure("InvalidInstructionData");
        }
    }
}
