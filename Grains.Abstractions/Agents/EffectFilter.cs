using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>Which effects to list.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.EffectFilter")]
public sealed record EffectFilter
{
    /// <summary>Only this agent's; null for all.</summary>
    [Id(0)] public string? AgentId { get; init; }

    /// <summary>Only this state; null for all.</summary>
    [Id(1)] public EffectState? State { get; init; }

    /// <summary>Only these kinds; empty for all.</summary>
    [Id(2)] public List<EffectKind> Kinds { get; init; } = [];

    /// <summary>How many at most, 1 to 200.</summary>
    [Id(3)] public int Limit { get; init; } = 50;

    /// <summary>Where the last page ended; null for the first.</summary>
    [Id(4)] public string? Cursor { get; init; }
}
