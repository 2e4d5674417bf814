using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>How a feed is doing.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Events.FeedStatus")]
public sealed record FeedStatus
{
    /// <summary>When it was last read; null when never.</summary>
    [Id(0)] public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Why the last reading failed, and how to mend it; empty when it did not.</summary>
    [Id(1)] public string Problem { get; init; } = "";

    /// <summary>Entries made known so far.</summary>
    [Id(2)] public long Entries { get; init; }
}
