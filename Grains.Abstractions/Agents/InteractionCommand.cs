using Orleans;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>A person's request to like or repost somebody's post.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.InteractionCommand")]
public sealed record InteractionCommand
{
    /// <summary>The cause: API key name and Idempotency-Key. The same cause gives the same effect.</summary>
    [Id(0)] public required string Cause { get; init; }

    /// <summary>SHA-256 of the request's body, lower-case hex; the same cause with another body is a conflict.</summary>
    [Id(1)] public required string BodyHash { get; init; }

    /// <summary>What is done: <see cref="SocialInteractionKind.Like"/> or <see cref="SocialInteractionKind.Repost"/>.</summary>
    [Id(2)] public required SocialInteractionKind Kind { get; init; }

    /// <summary>The post, a decimal id.</summary>
    [Id(3)] public required string PostId { get; init; }
}
