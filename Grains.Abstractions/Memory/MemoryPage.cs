using Orleans;

namespace PuppetEngine.Grains.Abstractions.Memory;

/// <summary>A page of memories.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Memory.MemoryPage")]
public sealed record MemoryPage
{
    /// <summary>The matches, best (or newest) first.</summary>
    [Id(0)] public required List<MemoryMatch> Items { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    [Id(1)] public string? Next { get; init; }
}
