using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>An app's leave for one account to make calls for a short time, or the reason why not.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.AppSlice")]
public sealed record AppSlice
{
    /// <summary>How many posts and replies it covers; other calls are not counted by the app. Zero when <see cref="Reason"/> is set.</summary>
    [Id(0)] public required int Posts { get; init; }

    /// <summary>When it ends.</summary>
    [Id(1)] public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Why no post may be made, one of <see cref="SocialOutcomeCodes"/>; null when it may.</summary>
    [Id(2)] public string? Reason { get; init; }

    /// <summary>When to ask again; null when only a person can mend it.</summary>
    [Id(3)] public DateTimeOffset? RetryAt { get; init; }

    /// <summary>What a person reads, free of secrets.</summary>
    [Id(4)] public string? Detail { get; init; }

    /// <summary>Whether the reason ends every call and not only posts: a stop, and not a closed window.</summary>
    [Id(5)] public bool Stopped { get; init; }
}
