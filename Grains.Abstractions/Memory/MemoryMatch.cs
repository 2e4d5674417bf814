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

    /// <summary>What its words alone are worth, 0 to 1.</summary>
    [Id(2)] public double Lexical { get; init; }

    /// <summary>The cosine of its vector and the question's, -1 to 1; null where one of them has none.</summary>
    [Id(3)] public double? Vector { get; init; }

    /// <summary>The memory that brought it along, because the two are associated; null when it was found itself.</summary>
    [Id(4)] public string? Via { get; init; }
}
