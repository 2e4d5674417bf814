using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>What the world says at the moment of a decision: both tokens, what SOL costs, and what the wallet has by its chain.</summary>
public sealed record TradeFacts
{
    /// <summary>The token that is given.</summary>
    public required TokenFacts Input { get; init; }

    /// <summary>The token that is received.</summary>
    public required TokenFacts Output { get; init; }

    /// <summary>Dollars for one SOL; null where no market says.</summary>
    public decimal? SolUsd { get; init; }

    /// <summary>Lamports of the wallet. Of two endpoints that differ, the smaller.</summary>
    public required ulong BalanceLamports { get; init; }

    /// <summary>Base units that the wallet has of the input; for SOL the same as <see cref="BalanceLamports"/>.</summary>
    public required ulong InputUnits { get; init; }

    /// <summary>What the ledger paid for the units that are given, in lamports; null where it never bought them.</summary>
    public ulong? BasisLamports { get; init; }
}
