using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>An agent's line in the catalog: a projection of its own commits.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.AgentCard")]
public sealed record AgentCard
{
    /// <summary>The agent's id and grain key.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The display name.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>One or two sentences; may be empty.</summary>
    [Id(2)] public string Description { get; init; } = "";

    /// <summary>One of <see cref="AgentStatuses"/>.</summary>
    [Id(3)] public required string Status { get; init; }

    /// <summary>Why, where the status needs a reason; empty otherwise.</summary>
    [Id(4)] public string StatusReason { get; init; } = "";

    /// <summary>The next occurrence of anything; null when nothing is due.</summary>
    [Id(5)] public DateTimeOffset? NextDue { get; init; }

    /// <summary>Tags.</summary>
    [Id(6)] public List<string> Tags { get; init; } = [];

    /// <summary>When it last posted; null when never.</summary>
    [Id(7)] public DateTimeOffset? LastPostAt { get; init; }

    /// <summary>The text of the last post; empty when never.</summary>
    [Id(8)] public string LastPostText { get; init; } = "";

    /// <summary>Confirmed posts.</summary>
    [Id(9)] public long PostCount { get; init; }

    /// <summary>What becomes of its effects.</summary>
    [Id(10)] public PublishMode Publish { get; init; }

    /// <summary>Its account, <c>world/credential</c>; empty when it has none.</summary>
    [Id(11)] public string AccountKey { get; init; } = "";

    /// <summary>Its handle without the at sign; empty when unknown.</summary>
    [Id(12)] public string Handle { get; init; } = "";

    /// <summary>The definition's version.</summary>
    [Id(13)] public long DefinitionVersion { get; init; }

    /// <summary>Raised by every commit; the catalog keeps the highest.</summary>
    [Id(14)] public long Version { get; init; }

    /// <summary>Mood: valence -1 to 1.</summary>
    [Id(15)] public double Valence { get; init; }

    /// <summary>Mood: arousal 0 to 1.</summary>
    [Id(16)] public double Arousal { get; init; }

    /// <summary>Mood: dominance 0 to 1.</summary>
    [Id(17)] public double Dominance { get; init; }

    /// <summary>Privileged fields of its definition that wait for the scope <c>admin</c>.</summary>
    [Id(18)] public List<string> Pending { get; init; } = [];
}
