using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>Who an account is, as the vendor says.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialProfile")]
public sealed record SocialProfile
{
    /// <summary>How the look-up went; the other members count only when its class is <see cref="OutcomeClass.Sent"/>.</summary>
    [Id(0)] public required SocialOutcome Outcome { get; init; }

    /// <summary>The user id, a decimal string.</summary>
    [Id(1)] public string UserId { get; init; } = "";

    /// <summary>The handle without its at sign.</summary>
    [Id(2)] public string Handle { get; init; } = "";

    /// <summary>The rights of the token: <c>read</c>, <c>read-write</c>, or <c>read-write-directmessages</c>.</summary>
    [Id(3)] public string AccessLevel { get; init; } = "";

    /// <summary>The access tier, as far as the vendor's limits tell; empty when they do not.</summary>
    [Id(4)] public string Tier { get; init; } = "";
}
