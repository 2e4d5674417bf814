using Orleans;

namespace PuppetEngine.Grains.Abstractions.Memory;

/// <summary>A memory with its rank for a query.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Memory.MemoryMatch")]
public sealed record MemoryMatch
{
    /// <summary>The memory.</summary>
    [Id(0)] public required MemoryItem Item { get; init; }

    /// <summary>Relevance × importance × recency, 0 to 1; 1 in a plain list.</summary>
    [Id(1)] public double Score { get; init; } = 1;
}
