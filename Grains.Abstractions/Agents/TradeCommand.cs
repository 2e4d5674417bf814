using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>A person's order to trade with the agent's wallet.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.TradeCommand")]
public sealed record TradeCommand
{
    /// <summary>The cause: API key name and Idempotency-Key. The same cause gives the same trade.</summary>
    [Id(0)] public required string Cause { get; init; }

    /// <summary>SHA-256 of the request's body, lower-case hex; the same cause with another body is a conflict.</summary>
    [Id(1)] public required string BodyHash { get; init; }

    /// <summary>The API key's name: who orders does not approve, where there are two.</summary>
    [Id(2)] public required string By { get; init; }

    /// <summary>What is given, a mint.</summary>
    [Id(3)] public required string InputMint { get; init; }

    /// <summary>What is received, a mint.</summary>
    [Id(4)] public required string OutputMint { get; init; }

    /// <summary>Base units that are given; lamports for SOL.</summary>
    [Id(5)] public required ulong InputUnits { get; init; }

    /// <summary>Slippage that is asked for, in hundredths of a per cent; null for half of what is allowed.</summary>
    [Id(6)] public int? SlippageBps { get; init; }

    /// <summary>Why; shown and journaled.</summary>
    [Id(7)] public string Reason { get; init; } = "";
}
