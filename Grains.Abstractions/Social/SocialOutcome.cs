using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>The result of one call to a social network, by the vendor's outcome table.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialOutcome")]
public sealed record SocialOutcome
{
    /// <summary>Whether the vendor acted.</summary>
    [Id(0)] public required OutcomeClass Class { get; init; }

    /// <summary>A stable code, one of <see cref="SocialOutcomeCodes"/>.</summary>
    [Id(1)] public required string Code { get; init; }

    /// <summary>The id that the vendor gave to the post, a decimal string; set when <see cref="Class"/> is <see cref="OutcomeClass.Sent"/>.</summary>
    [Id(2)] public string? PostId { get; init; }

    /// <summary>What happened, in words for a person, free of secrets.</summary>
    [Id(3)] public string? Detail { get; init; }

    /// <summary>When the vendor will take the next call of this kind; null when it did not say or never will by itself.</summary>
    [Id(4)] public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The window that the vendor reported with this answer; null when it reported none.</summary>
    [Id(5)] public RateWindow? Window { get; init; }

    /// <summary>The window of posts per user and 24 hours that the vendor reported with this answer; null when it reported none.</summary>
    [Id(6)] public RateWindow? DayWindow { get; init; }

    /// <summary>The window of posts per app and 24 hours that the vendor reported with this answer; null when it reported none.</summary>
    [Id(7)] public RateWindow? AppDayWindow { get; init; }
}
