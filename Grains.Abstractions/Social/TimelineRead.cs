using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>The answer to a read of an account's own timeline.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.TimelineRead")]
public sealed record TimelineRead
{
    /// <summary>How the read went; the posts count only when its class is <see cref="OutcomeClass.Sent"/>.</summary>
    [Id(0)] public required SocialOutcome Outcome { get; init; }

    /// <summary>The account's posts above the asked id, newest first, all pages.</summary>
    [Id(1)] public List<OwnPost> Posts { get; init; } = [];
}
