using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>The exact content of one post. Once an effect carries it, it is never regenerated: a resend is byte-identical.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialPost")]
public sealed record SocialPost
{
    /// <summary>The text as it is sent, NFC, within the account's weighted length.</summary>
    [Id(0)] public required string Text { get; init; }

    /// <summary>The post that this one answers, a decimal id; null for a post of its own.</summary>
    [Id(1)] public string? ReplyToId { get; init; }

    /// <summary>The post that this one quotes, a decimal id; null when it quotes none.</summary>
    [Id(2)] public string? QuoteOfId { get; init; }

    /// <summary>The post to delete, a decimal id; set only in an effect that deletes, whose <see cref="Text"/> is empty.</summary>
    [Id(3)] public string? DeleteId { get; init; }

    /// <summary>The media under the post, decimal ids of finished uploads, one to four; null for none.</summary>
    [Id(4)] public List<string>? MediaIds { get; init; }

    /// <summary>The poll under the post; null for none.</summary>
    [Id(5)] public SocialPoll? Poll { get; init; }

    /// <summary>Whether the media was made by a model, which X wants to be told.</summary>
    [Id(6)] public bool MadeWithAi { get; init; }

    /// <summary>The post to like, a decimal id; set only in an effect that likes, whose <see cref="Text"/> is empty.</summary>
    [Id(7)] public string? LikeId { get; init; }

    /// <summary>The post to repost, a decimal id; set only in an effect that reposts, whose <see cref="Text"/> is empty.</summary>
    [Id(8)] public string? RepostId { get; init; }
}
