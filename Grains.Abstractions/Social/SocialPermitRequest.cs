using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>A request for leave to make one call.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialPermitRequest")]
public sealed record SocialPermitRequest
{
    /// <summary>The agent that asks.</summary>
    [Id(0)] public required string AgentId { get; init; }

    /// <summary>The effect the call belongs to.</summary>
    [Id(1)] public required string EffectId { get; init; }

    /// <summary>The attempt, from 1. The same (effect, attempt, kind) asked again gets the same permit and is charged once.</summary>
    [Id(2)] public required int Attempt { get; init; }

    /// <summary>What the call is.</summary>
    [Id(3)] public required SocialActKind Kind { get; init; }

    /// <summary>Whether the text holds a link, which X prices higher.</summary>
    [Id(4)] public bool HasLink { get; init; }
}
