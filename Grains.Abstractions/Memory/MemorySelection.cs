using Orleans;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Grains.Abstractions.Memory;

/// <summary>Which memories are to be forgotten: those to which everything that is set applies.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Memory.MemorySelection")]
public sealed record MemorySelection
{
    /// <summary>Only these ids; empty for any.</summary>
    [Id(0)] public List<string> Ids { get; init; } = [];

    /// <summary>Only this kind; null for any.</summary>
    [Id(1)] public string? Kind { get; init; }

    /// <summary>Only what happened then or later; null for no bound.</summary>
    [Id(2)] public DateTimeOffset? Since { get; init; }

    /// <summary>Only what happened before; null for no bound.</summary>
    [Id(3)] public DateTimeOffset? Until { get; init; }

    /// <summary>Only what has this label; null for any.</summary>
    [Id(4)] public Provenance? Provenance { get; init; }

    /// <summary>Why: <c>request</c> or <c>decay</c>; it is kept with the ids of what is gone.</summary>
    [Id(5)] public string Reason { get; init; } = "request";
}
