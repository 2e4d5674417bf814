using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>One permitted like, repost, or the end of one.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialInteractionCall")]
public sealed record SocialInteractionCall
{
    /// <summary>The account's key, <see cref="SocialAccountKey"/>.</summary>
    [Id(0)] public required string AccountKey { get; init; }

    /// <summary>The agent for which the call is made.</summary>
    [Id(1)] public required string AgentId { get; init; }

    /// <summary>The effect it belongs to.</summary>
    [Id(2)] public required string EffectId { get; init; }

    /// <summary>What is done.</summary>
    [Id(3)] public required SocialInteractionKind Kind { get; init; }

    /// <summary>The post it is done to, a decimal id.</summary>
    [Id(4)] public required string PostId { get; init; }

    /// <summary>When the call must have ended; it is cut off then. Before the attempt's <c>not_after</c>.</summary>
    [Id(5)] public required DateTimeOffset Deadline { get; init; }

    /// <summary>The agent's tags, which a kill switch may name.</summary>
    [Id(6)] public List<string> Tags { get; init; } = [];
}
