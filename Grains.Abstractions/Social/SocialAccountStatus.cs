using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>How an account stands.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialAccountStatus")]
public sealed record SocialAccountStatus
{
    /// <summary>The account's key, <see cref="SocialAccountKey"/>.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>The handle without its at sign; empty until it was looked up.</summary>
    [Id(1)] public string Handle { get; init; } = "";

    /// <summary>Why nothing is sent now, one of <see cref="SocialOutcomeCodes"/>; null when it may post.</summary>
    [Id(2)] public string? StoppedBy { get; init; }

    /// <summary>When the stop ends by itself; null when a person must mend it, or when there is none.</summary>
    [Id(3)] public DateTimeOffset? StoppedUntil { get; init; }

    /// <summary>Posts charged in the current UTC day.</summary>
    [Id(4)] public int PostsToday { get; init; }

    /// <summary>Replies charged in the current UTC day.</summary>
    [Id(5)] public int RepliesToday { get; init; }

    /// <summary>Dollars charged in the current UTC day, in millionths.</summary>
    [Id(6)] public long MicroDollarsToday { get; init; }

    /// <summary>The newest own post id known; <c>0</c> when it has none.</summary>
    [Id(7)] public string NewestPostId { get; init; } = "0";

    /// <summary>The access tier as far as known; empty when not.</summary>
    [Id(8)] public string Tier { get; init; } = "";
}
