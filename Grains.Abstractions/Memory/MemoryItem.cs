using Orleans;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Grains.Abstractions.Memory;

/// <summary>One thing an agent remembers. The text is the truth; vectors are derived from it.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Memory.MemoryItem")]
public sealed record MemoryItem
{
    /// <summary>The id, unique per agent and derived from the cause, so that a repeated append adds nothing.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary><c>core</c>, <c>episodic</c>, <c>semantic</c>, <c>procedural</c>, <c>social</c>, <c>event</c> or <c>post</c>.</summary>
    [Id(1)] public required string Kind { get; init; }

    /// <summary>The text.</summary>
    [Id(2)] public required string Content { get; init; }

    /// <summary>0 (nothing) to 1 (never forget).</summary>
    [Id(3)] public double Importance { get; init; } = 0.5;

    /// <summary>-1 (bad) to 1 (good).</summary>
    [Id(4)] public double EmotionalValence { get; init; }

    /// <summary>The least trusted label of all that it was made from.</summary>
    [Id(5)] public required Provenance Provenance { get; init; }

    /// <summary>When it happened.</summary>
    [Id(6)] public required DateTimeOffset At { get; init; }

    /// <summary>Ids of related memories.</summary>
    [Id(7)] public List<string> Associations { get; init; } = [];

    /// <summary>How often it was recalled.</summary>
    [Id(8)] public int AccessCount { get; init; }

    /// <summary>When it was last recalled; null when never.</summary>
    [Id(9)] public DateTimeOffset? LastAccessAt { get; init; }
}
