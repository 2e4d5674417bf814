using Orleans;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>What an agent makes of somebody, a person or another agent.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.RelationshipView")]
public sealed record RelationshipView
{
    /// <summary>The other: an agent's id, or the network's user id.</summary>
    [Id(0)] public required string TargetId { get; init; }

    /// <summary>How the other is called, without the at sign; empty when unknown.</summary>
    [Id(1)] public string Handle { get; init; } = "";

    /// <summary>Whether the other is an agent of this house.</summary>
    [Id(2)] public bool IsAgent { get; init; }

    /// <summary>-1 (dislikes) to 1 (likes).</summary>
    [Id(3)] public double Sentiment { get; init; }

    /// <summary>0 (a stranger) to 1 (an old acquaintance).</summary>
    [Id(4)] public double Familiarity { get; init; }

    /// <summary>-1 (distrusts) to 1 (trusts).</summary>
    [Id(5)] public double Trust { get; init; }

    /// <summary>All of it in words, as prompts say it.</summary>
    [Id(6)] public string InWords { get; init; } = "";

    /// <summary>What is remembered about the other, newest first.</summary>
    [Id(7)] public List<string> Notes { get; init; } = [];

    /// <summary>What both went through, newest first.</summary>
    [Id(8)] public List<string> SharedExperiences { get; init; } = [];

    /// <summary>How often they had to do with each other.</summary>
    [Id(9)] public long Interactions { get; init; }

    /// <summary>When the last time was; null when never.</summary>
    [Id(10)] public DateTimeOffset? LastAt { get; init; }

    /// <summary>Whether the other said stop: nothing is ever sent to them again.</summary>
    [Id(11)] public bool Stopped { get; init; }

    /// <summary>The least trusted label of all that made it what it is.</summary>
    [Id(12)] public Provenance Provenance { get; init; }
}
