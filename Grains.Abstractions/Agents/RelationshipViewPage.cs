using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>A page of an agent's relationships, those that changed last first.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.RelationshipViewPage")]
public sealed record RelationshipViewPage
{
    /// <summary>The relationships.</summary>
    [Id(0)] public List<RelationshipView> Items { get; init; } = [];

    /// <summary>The cursor of the next page; null at the end.</summary>
    [Id(1)] public string? Next { get; init; }
}
