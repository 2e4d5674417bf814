using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>One transaction while its instructions run: accounts, log, compute units, and what programs called.</summary>
internal sealed class TransactionRun(IReadOnlyList<WorkingAccount> accounts, IReadOnlyDictionary<PublicKey, IProgram> programs, BankTime time, uint unitLimit)
{
    private const int DeepestCall = 5;
    private readonly Dictionary<PublicKey, WorkingAccount> _byKey = accounts.ToDictionary(a => a.Key);
    private int _instruction;

    public List<string> Logs { get; } = [];

    public List<InnerCall> Inner { get; } = [];

    public BankTime Time => time;

    public ulong UnitsUsed { get; private set; }

    public ReturnedData? ReturnData { get; set; }

    public IReadOnlyList<WorkingAccount> Accounts => accounts;

    /// <summary>Runs the message's instructions in order until one fails.</summary>
    public TransactionError? Execute(Message message)
    {
        for (_instruction = 0; _instruction < message.Instructions.Length; _instruction++)
        {
            var compiled = message.Instructions[_instruction];
            var metas = compiled.Accounts.Select(i => new AccountMeta(accounts[i].Key, accounts[i].IsSigner, accounts[i].IsWritable)).ToArray();
            try
            {
                Run(new Instruction(message.Keys[compiled.Program], metas, compiled.Data), 1);
            }
            catch (InstructionFailure failure)
            {
                return TransactionError.InInstruction(_instruction, failure.Error);
            }
        }

        return null;
    }

    /// <summary>Runs what a program calls.</summary>
    public void Invoke(Instruction instruction, int height)
    {
        if (height > DeepestCall)
        {
            throw new InstructionFailure("CallDepth");
        }

        Inner.Add(new InnerCall(_instruction, height, instruction));
        Run(instruction, height);
    }

    public void Consume(ulong units)
    {
        UnitsUsed += units;
        if (UnitsUsed > unitLimit)
        {
            UnitsUsed = unitLimit;
            throw new InstructionFailure("ComputationalBudgetExceeded");
        }
    }

    private void Run(Instruction instruction, int height)
    {
        var id = instruction.Program;
        Logs.Add($"Program {id} invoke [{height}]");
        if (!programs.TryGetValue(id, out var program))
        {
            Logs.Add($"Program {id} failed: {new InstructionError("UnsupportedProgramId").Sentence}");
            throw new InstructionFailure("UnsupportedProgramId");
        }

        var borrowed = instruction.Accounts.Select(m => new InstructionAccount(_byKey[m.Key], id, m.IsSigner, m.IsWritable)).ToList();
        var (before, left) = (UnitsUsed, unitLimit - UnitsUsed);
        var lamports = Sum();
        try
        {
            program.Execute(new InvokeContext(this, id, borrowed, instruction.Data, height));
            if (Sum() != lamports)
            {
                throw new InstructionFailure("UnbalancedInstruction");
            }
        }
        catch (InstructionFailure failure)
        {
            LogUnits(program, id, before, left);
            Logs.Add($"Program {id} failed: {failure.Message}");
            throw;
        }

        LogUnits(program, id, before, left);
        Logs.Add($"Program {id} success");
    }

    private void LogUnits(IProgram program, PublicKey id, ulong before, ulong left)
    {
        if (!program.IsBuiltin)
        {
            Logs.Add($"Program {id} consumed {UnitsUsed - before} of {left} compute units");
        }
    }

    private UInt128 Sum()
    {
        UInt128 sum = 0;
        foreach (var account in accounts)
        {
            sum += account.Lamports;
        }

        return sum;
    }
}

/// <summary>A call that a program made while an instruction of the message ran.</summary>
/// <param name="Instruction">Place of the message's instruction.</param>
/// <param name="Height">2 for what the instruction's program called itself.</param>
/// <param name="Call">The call.</param>
internal sealed record InnerCall(int Instruction, int Height, Instruction Call);

/// <summary>Which block a transaction is to be part of.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="UnixTime">When that began, in seconds.</param>
internal readonly record struct BankTime(ulong Slot, long UnixTime);

/// <summary>What the last program left for its caller.</summary>
internal sealed record ReturnedData(PublicKey Program, byte[] Data);
