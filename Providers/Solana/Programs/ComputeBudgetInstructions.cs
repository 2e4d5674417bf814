using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Programs;

/// <summary>Calls of the compute budget program. A transaction has each of them once at most.</summary>
public static class ComputeBudgetInstructions
{
    internal const byte LimitTag = 2;
    internal const byte PriceTag = 3;

    /// <summary>The most compute units that a transaction may ask for.</summary>
    public const uint MaxUnits = 1_400_000;

    /// <summary>The compute units that a transaction may use, and is charged for whether it uses them or not.</summary>
    public static Instruction SetUnitLimit(uint units) => new(SolanaPrograms.ComputeBudget, [], [LimitTag, .. LittleEndian.Of(units)]);

    /// <summary>The price of a compute unit, in millionths of a lamport.</summary>
    public static Instruction SetUnitPrice(ulong microLamports) => new(SolanaPrograms.ComputeBudget, [], [PriceTag, .. LittleEndian.Of(microLamports)]);
}
