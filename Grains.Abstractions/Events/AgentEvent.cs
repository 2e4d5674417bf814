using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>Something that happens to one agent, to several, or to all. Each of them handles it once.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Events.AgentEvent")]
public sealed record AgentEvent
{
    /// <summary>The id, derived from the cause (an idempotency key, a delivery, a feed's entry), so that a repetition is the same event.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>One of <see cref="EventTypes"/>, or a name of its sender's: small letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, at most 64.</summary>
    [Id(1)] public required string Type { get; init; }

    /// <summary>What happened, as a JSON object; which members a type has is in <see cref="EventTypes"/>.</summary>
    [Id(2)] public required string Data { get; init; }

    /// <summary>Which of two that are due is told first.</summary>
    [Id(3)] public EventPriority Priority { get; init; } = EventPriority.Normal;

    /// <summary>Whom it reaches, by id; empty for all, or for all with the <see cref="Tag"/>.</summary>
    [Id(4)] public List<string> Targets { get; init; } = [];

    /// <summary>Only agents with this tag; null for no such bound.</summary>
    [Id(5)] public string? Tag { get; init; }

    /// <summary>When it happens.</summary>
    [Id(6)] public required DateTimeOffset Due { get; init; }

    /// <summary>When it was made known.</summary>
    [Id(7)] public required DateTimeOffset At { get; init; }

    /// <summary>The channel it came by, of <see cref="EventSources"/>. Its label follows from it, and from nothing that the event says.</summary>
    [Id(8)] public required string Source { get; init; }

    /// <summary>Whether it is told again to see what would come of it: nothing that it causes is sent, and nothing is remembered.</summary>
    [Id(9)] public bool DryRun { get; init; }
}
