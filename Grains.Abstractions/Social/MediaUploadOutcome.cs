using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>How an upload ended.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.MediaUploadOutcome")]
public sealed record MediaUploadOutcome
{
    /// <summary>
    /// <see cref="OutcomeClass.Sent"/> when the media can be posted; otherwise why not. What was wrong with the file itself is
    /// <see cref="SocialOutcomeCodes.Invalid"/>.
    /// </summary>
    [Id(0)] public required SocialOutcome Outcome { get; init; }

    /// <summary>The id that a post names, a decimal string; empty unless sent.</summary>
    [Id(1)] public string MediaId { get; init; } = "";

    /// <summary>Until when a post may name it; null unless sent.</summary>
    [Id(2)] public DateTimeOffset? ExpiresAt { get; init; }
}
