using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>An event that somebody wants to happen.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Events.EventDraft")]
public sealed record EventDraft
{
    /// <summary>What is unique within its source: an idempotency key, a delivery's id. The same cause is the same event.</summary>
    [Id(0)] public required string Cause { get; init; }

    /// <summary>The channel, of <see cref="EventSources"/>.</summary>
    [Id(1)] public required string Source { get; init; }

    /// <summary>See <see cref="AgentEvent.Type"/>.</summary>
    [Id(2)] public required string Type { get; init; }

    /// <summary>A JSON object.</summary>
    [Id(3)] public required string Data { get; init; }

    /// <summary>See <see cref="AgentEvent.Priority"/>.</summary>
    [Id(4)] public EventPriority Priority { get; init; } = EventPriority.Normal;

    /// <summary>See <see cref="AgentEvent.Targets"/>; at most 1,000.</summary>
    [Id(5)] public List<string> Targets { get; init; } = [];

    /// <summary>See <see cref="AgentEvent.Tag"/>.</summary>
    [Id(6)] public string? Tag { get; init; }

    /// <summary>When it happens, at most a year ahead; null for now.</summary>
    [Id(7)] public DateTimeOffset? Due { get; init; }
}
