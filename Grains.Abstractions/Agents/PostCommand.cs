using Orleans;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>A person's request for a post.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.PostCommand")]
public sealed record PostCommand
{
    /// <summary>The cause: API key name and Idempotency-Key. The same cause gives the same effect.</summary>
    [Id(0)] public required string Cause { get; init; }

    /// <summary>SHA-256 of the request's body, lower-case hex; the same cause with another body is a conflict.</summary>
    [Id(1)] public required string BodyHash { get; init; }

    /// <summary>What to write about; null for the agent's own choice.</summary>
    [Id(2)] public string? Topic { get; init; }

    /// <summary>Parts of a thread, 1 for a single post.</summary>
    [Id(3)] public int ThreadLength { get; init; } = 1;

    /// <summary>Skips schedule and near-duplicate checks, never policy or budgets.</summary>
    [Id(4)] public bool Force { get; init; }

    /// <summary>The exact text, when a person wrote it; null to let the agent write.</summary>
    [Id(5)] public string? Text { get; init; }

    /// <summary>The post to answer, a decimal id; null for none.</summary>
    [Id(6)] public string? ReplyToId { get; init; }

    /// <summary>The post to quote, a decimal id; null for none.</summary>
    [Id(7)] public string? QuoteOfId { get; init; }

    /// <summary>The poll under the post; null for none.</summary>
    [Id(8)] public SocialPoll? Poll { get; init; }

    /// <summary>The media under the post, decimal ids of finished uploads; null for none.</summary>
    [Id(9)] public List<string>? MediaIds { get; init; }

    /// <summary>Whether a model made the media.</summary>
    [Id(10)] public bool MadeWithAi { get; init; }
}
