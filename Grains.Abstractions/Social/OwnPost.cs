using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>A post of the account itself, as its timeline shows it, in canonical form.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.OwnPost")]
public sealed record OwnPost
{
    /// <summary>The post's id, a decimal string.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The canonical text: HTML unescaped, t.co expanded, media links and added mentions dropped, NFC, trimmed.</summary>
    [Id(1)] public required string Text { get; init; }

    /// <summary>The post that it answers; null for a post of its own.</summary>
    [Id(2)] public string? ReplyToId { get; init; }

    /// <summary>The post that it quotes; null when it quotes none.</summary>
    [Id(3)] public string? QuoteOfId { get; init; }

    /// <summary>When the vendor says it was created.</summary>
    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }
}
