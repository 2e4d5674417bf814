using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>A post of anybody as it was read: a mention, a part of a conversation, an item of the stream. Its text is outside text.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SeenPost")]
public sealed record SeenPost
{
    /// <summary>The post's id, a decimal string. Streams and pages may show a post more than once: the id is what makes it one.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The text as its readers see it: HTML unescaped, t.co expanded, links to own media dropped; mentions stay.</summary>
    [Id(1)] public required string Text { get; init; }

    /// <summary>Who wrote it; only the id is sure to be there.</summary>
    [Id(2)] public required SeenUser Author { get; init; }

    /// <summary>When the vendor says it was created.</summary>
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The first post of its thread; its own id when it began one.</summary>
    [Id(4)] public required string ConversationId { get; init; }

    /// <summary>The post it answers; null when it answers none.</summary>
    [Id(5)] public string? ReplyToId { get; init; }

    /// <summary>Whom it answers, a user id; null when nobody.</summary>
    [Id(6)] public string? ReplyToUserId { get; init; }

    /// <summary>The post it quotes; null when it quotes none.</summary>
    [Id(7)] public string? QuoteOfId { get; init; }

    /// <summary>The post it only repeats; null when it is a post of its own.</summary>
    [Id(8)] public string? RepostOfId { get; init; }

    /// <summary>The handles it names, without at sign, in the order of the text, each once.</summary>
    [Id(9)] public List<string> Mentions { get; init; } = [];

    /// <summary>Its pictures and films.</summary>
    [Id(10)] public List<SeenMedia> Media { get; init; } = [];
}
