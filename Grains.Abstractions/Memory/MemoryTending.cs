using Orleans;

namespace PuppetEngine.Grains.Abstractions.Memory;

/// <summary>What the day's job did.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Memory.MemoryTending")]
public sealed record MemoryTending
{
    /// <summary>Whether it had run today already, and so did nothing.</summary>
    [Id(0)] public bool WasDone { get; init; }

    /// <summary>Memories that were read and marked as consolidated.</summary>
    [Id(1)] public int Consolidated { get; init; }

    /// <summary>Memories that consolidation made.</summary>
    [Id(2)] public int Made { get; init; }

    /// <summary>Memories that reflection made.</summary>
    [Id(3)] public int Reflections { get; init; }

    /// <summary>Memories that the decay rule forgot.</summary>
    [Id(4)] public long Forgotten { get; init; }

    /// <summary>What hindered it, in words for a person; null when nothing did.</summary>
    [Id(5)] public string? Hindrance { get; init; }
}
