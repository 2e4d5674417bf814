using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>Counts over the catalog.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.CatalogTotals")]
public sealed record CatalogTotals
{
    /// <summary>Agents by status.</summary>
    [Id(0)] public Dictionary<string, long> AgentsByStatus { get; init; } = [];

    /// <summary>Effects by state.</summary>
    [Id(1)] public Dictionary<EffectState, long> EffectsByState { get; init; } = [];

    /// <summary>The newest feed position.</summary>
    [Id(2)] public long FeedPosition { get; init; }
}
