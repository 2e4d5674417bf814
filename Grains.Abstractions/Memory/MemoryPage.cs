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

    /// <summary>The model whose vectors took part in a search; null when words alone did.</summary>
    [Id(2)] public string? Model { get; init; }

    /// <summary>Why no vectors took part in a search that wanted them; null when they did.</summary>
    [Id(3)] public string? WithoutVectors { get; init; }

    /// <summary>Memories that have no vector yet and are found by their words only.</summary>
    [Id(4)] public int Pending { get; init; }

    /// <summary>Memories that this agent has forgotten, by request or by rule.</summary>
    [Id(5)] public long Forgotten { get; init; }
}
