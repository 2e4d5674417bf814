using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>Mentions of an account for one of its agents. What others wrote is outside text.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.MentionDelivery")]
public sealed record MentionDelivery
{
    /// <summary>The account, <see cref="SocialAccountKey"/>.</summary>
    [Id(0)] public required string AccountKey { get; init; }

    /// <summary>The account's user id.</summary>
    [Id(1)] public required string OwnId { get; init; }

    /// <summary>The account's handle without its at sign.</summary>
    [Id(2)] public required string OwnHandle { get; init; }

    /// <summary>The mentions, oldest first.</summary>
    [Id(3)] public List<SeenPost> Posts { get; init; } = [];

    /// <summary>Posts that they answer or quote, as far as they are known.</summary>
    [Id(4)] public List<SeenPost> Referenced { get; init; } = [];

    /// <summary>The account's access tier as far as the network tells; empty when it does not.</summary>
    [Id(5)] public string Tier { get; init; } = "";

    /// <summary>Which authors are agents of this house: an agent's id by the user id of its account.</summary>
    [Id(6)] public Dictionary<string, string> Agents { get; init; } = [];
}

/// <summary>What became of delivered mentions.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.MentionsHeard")]
public sealed record MentionsHeard
{
    /// <summary>Ids that were not taken, because too many wait already: they are delivered again later.</summary>
    [Id(0)] public List<string> NotTaken { get; init; } = [];

    /// <summary>Whether the agent does not speak by this account (any more): it took none.</summary>
    [Id(1)] public bool Left { get; init; }
}
