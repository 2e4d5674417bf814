using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>What a draft is written from, so that a worker can write it while the agent goes on.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.DraftMaterial")]
public sealed record DraftMaterial
{
    /// <summary>The definition in force, without credentials.</summary>
    [Id(0)] public required string DefinitionJson { get; init; }

    /// <summary>Its version.</summary>
    [Id(1)] public required long DefinitionVersion { get; init; }

    /// <summary>The texts of the recent posts, newest first.</summary>
    [Id(2)] public List<string> RecentPosts { get; init; } = [];

    /// <summary>Which occurrence of the schedule is next.</summary>
    [Id(3)] public long OccurrenceIndex { get; init; }
}
