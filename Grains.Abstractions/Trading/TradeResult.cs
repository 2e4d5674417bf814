using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>The answer to an order or a review.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.TradeResult")]
public sealed record TradeResult
{
    /// <summary>The trade as it stands; null where there is a problem.</summary>
    [Id(0)] public TradeView? Trade { get; init; }

    /// <summary>A stable code; null where it was taken.</summary>
    [Id(1)] public string? Problem { get; init; }

    /// <summary>The problem in words, with what mends it.</summary>
    [Id(2)] public string? Detail { get; init; }
}
