using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>A page of posts of anybody.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.PostPage")]
public sealed record PostPage
{
    /// <summary>How the read went; the rest counts only when its class is <see cref="OutcomeClass.Sent"/>.</summary>
    [Id(0)] public required SocialOutcome Outcome { get; init; }

    /// <summary>The posts, newest first, each once.</summary>
    [Id(1)] public List<SeenPost> Posts { get; init; } = [];

    /// <summary>Posts that those answer or quote, as far as the vendor gave them, each once.</summary>
    [Id(2)] public List<SeenPost> Referenced { get; init; } = [];

    /// <summary>The token of the next, older page; null when this is the last one.</summary>
    [Id(3)] public string? NextToken { get; init; }

    /// <summary>Ids that were asked for and are not there, or not for this account.</summary>
    [Id(4)] public List<string> MissingIds { get; init; } = [];
}
