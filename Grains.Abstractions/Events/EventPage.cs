using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>A page of events.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Events.EventPage")]
public sealed record EventPage
{
    /// <summary>The events, newest first.</summary>
    [Id(0)] public required List<EventView> Items { get; init; }

    /// <summary>Where the next page begins; null at the end.</summary>
    [Id(1)] public string? Next { get; init; }
}
