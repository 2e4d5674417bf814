using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>Which events a page shows, newest first.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Events.EventFilter")]
public sealed record EventFilter
{
    /// <summary>Only this type; null for all.</summary>
    [Id(0)] public string? Type { get; init; }

    /// <summary>Only those that were due at or after; null for no bound.</summary>
    [Id(1)] public DateTimeOffset? From { get; init; }

    /// <summary>Only those that were due before; null for no bound.</summary>
    [Id(2)] public DateTimeOffset? To { get; init; }

    /// <summary>How many at most, 1 to 200.</summary>
    [Id(3)] public int Limit { get; init; } = 50;

    /// <summary>Where the last page ended; null for the first.</summary>
    [Id(4)] public string? Cursor { get; init; }
}
