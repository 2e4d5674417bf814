using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>A poll under a post. It excludes media and a quoted post.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialPoll")]
public sealed record SocialPoll
{
    /// <summary>Two to four answers of 1 to 25 characters.</summary>
    [Id(0)] public required List<string> Options { get; init; }

    /// <summary>How long it runs, 5 to 10,080 minutes (seven days).</summary>
    [Id(1)] public required int DurationMinutes { get; init; }
}
