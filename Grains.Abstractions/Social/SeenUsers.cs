using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>The answer to a look-up of users.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SeenUsers")]
public sealed record SeenUsers
{
    /// <summary>How the look-up went; the rest counts only when its class is <see cref="OutcomeClass.Sent"/>.</summary>
    [Id(0)] public required SocialOutcome Outcome { get; init; }

    /// <summary>Those that were found.</summary>
    [Id(1)] public List<SeenUser> Users { get; init; } = [];

    /// <summary>Ids or handles of which the vendor knows nobody: never made, deleted or suspended.</summary>
    [Id(2)] public List<string> Missing { get; init; } = [];
}
