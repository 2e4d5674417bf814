using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>An intent to trade: so much of one mint for another.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.TradeOrder")]
public sealed record TradeOrder
{
    /// <summary>The effect's id, hash(agent, cause): the same cause is the same trade.</summary>
    [Id(0)] public required string TradeId { get; init; }

    /// <summary>Whose it is.</summary>
    [Id(1)] public required string AgentId { get; init; }

    /// <summary>What is given, a mint.</summary>
    [Id(2)] public required string InputMint { get; init; }

    /// <summary>What is received, a mint.</summary>
    [Id(3)] public required string OutputMint { get; init; }

    /// <summary>Base units that are given.</summary>
    [Id(4)] public required ulong InputUnits { get; init; }

    /// <summary>Slippage that is asked for, in hundredths of a per cent.</summary>
    [Id(5)] public required int SlippageBps { get; init; }

    /// <summary>Who wants it: a strategy's name, or the API key's.</summary>
    [Id(6)] public required string Proposer { get; init; }

    /// <summary>Why; shown and journaled, never acted upon.</summary>
    [Id(7)] public string Reason { get; init; } = "";

    /// <summary>What caused it: <c>request</c> or <c>occurrence</c>.</summary>
    [Id(8)] public string Cause { get; init; } = "";

    /// <summary>SHA-256 of the request's body, lower-case hex; empty for an occurrence.</summary>
    [Id(9)] public string BodyHash { get; init; } = "";
}
