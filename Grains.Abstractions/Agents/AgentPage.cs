using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>A page of agents.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.AgentPage")]
public sealed record AgentPage
{
    /// <summary>The agents, by id.</summary>
    [Id(0)] public required List<AgentCard> Items { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    [Id(1)] public string? Next { get; init; }
}
