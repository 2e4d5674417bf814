using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>A page of effects.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.EffectPage")]
public sealed record EffectPage
{
    /// <summary>The effects, newest first.</summary>
    [Id(0)] public required List<EffectView> Items { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    [Id(1)] public string? Next { get; init; }
}
