using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>The account's answer to a <see cref="SocialPermitRequest"/>.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialPermit")]
public sealed record SocialPermit
{
    /// <summary>Whether the call may be made now. A granted permit is already charged.</summary>
    [Id(0)] public required bool Granted { get; init; }

    /// <summary>Why not, one of <see cref="SocialOutcomeCodes"/> or <c>budget</c>; null when granted.</summary>
    [Id(1)] public string? Reason { get; init; }

    /// <summary>When to ask again; null when only a person can mend it.</summary>
    [Id(2)] public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The newest own post id known to the account, a decimal string; <c>0</c> when it has none. The attempt's baseline.</summary>
    [Id(3)] public string BaselineId { get; init; } = "0";

    /// <summary>What a person reads, free of secrets.</summary>
    [Id(4)] public string? Detail { get; init; }
}
