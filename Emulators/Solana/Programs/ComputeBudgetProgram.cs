using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs;

/// <summary>Does nothing when it runs: <see cref="ComputeBudget"/> has read its instructions before.</summary>
internal sealed class ComputeBudgetProgram : IProgram
{
    public bool IsBuiltin => true;

    public static Instruction Limit(uint units) => new(ProgramIds.ComputeBudget, [], new WireWriter().Byte(2).U32(units).ToArray());

    public static Instruction Price(ulong microLamports) => new(ProgramIds.ComputeBudget, [], new WireWriter().Byte(3).U64(microLamports).ToArray());

    public void Execute(InvokeContext context) => context.Consume(150);
}
