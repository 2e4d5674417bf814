namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>A program of the chain, written in C# instead of bytecode: the same accounts, bytes, effects and errors.</summary>
internal interface IProgram
{
    /// <summary>Whether the real one is compiled into the validator: it logs no compute units and costs 3,000 of the default limit.</summary>
    bool IsBuiltin { get; }

    /// <exception cref="InstructionFailure">It fails, and the transaction with it.</exception>
    void Execute(InvokeContext context);
}
