using Orleans;

namespace PuppetEngine.Grains.Abstractions.Memory;

/// <summary>What an agent's memory holds.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Memory.MemorySummary")]
public sealed record MemorySummary
{
    /// <summary>Memories by kind.</summary>
    [Id(0)] public required Dictionary<string, long> ByKind { get; init; }

    /// <summary>Memories that were forgotten, by reason: <c>request</c>, <c>decay</c>.</summary>
    [Id(1)] public required Dictionary<string, long> Forgotten { get; init; }

    /// <summary>The model of the vectors; null while there are none.</summary>
    [Id(2)] public string? Model { get; init; }

    /// <summary>The vectors' dimension.</summary>
    [Id(3)] public int Dimension { get; init; }

    /// <summary>Memories without a vector of that model.</summary>
    [Id(4)] public int Pending { get; init; }

    /// <summary>Memories that were consolidated into others.</summary>
    [Id(5)] public long Consolidated { get; init; }
}
