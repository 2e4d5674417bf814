using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>One permitted call to the network.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialCall")]
public sealed record SocialCall
{
    /// <summary>The account's key, <see cref="SocialAccountKey"/>.</summary>
    [Id(0)] public required string AccountKey { get; init; }

    /// <summary>The agent for which the call is made.</summary>
    [Id(1)] public required string AgentId { get; init; }

    /// <summary>The effect it belongs to.</summary>
    [Id(2)] public required string EffectId { get; init; }

    /// <summary>What is posted, or deleted.</summary>
    [Id(3)] public required SocialPost Post { get; init; }

    /// <summary>When the call must have ended; it is cut off then. Before the attempt's <c>not_after</c>.</summary>
    [Id(4)] public required DateTimeOffset Deadline { get; init; }

    /// <summary>The agent's tags, which a kill switch may name.</summary>
    [Id(5)] public List<string> Tags { get; init; } = [];
}
