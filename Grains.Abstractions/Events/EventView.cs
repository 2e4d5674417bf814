using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>An event, and how far it has come.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Events.EventView")]
public sealed record EventView
{
    /// <summary>The event.</summary>
    [Id(0)] public required AgentEvent Event { get; init; }

    /// <summary>How far it has come.</summary>
    [Id(1)] public EventState State { get; init; }

    /// <summary>How many agents were told.</summary>
    [Id(2)] public long Told { get; init; }

    /// <summary>Those that could not be told yet, by id; each is tried again until the event expires. At most 100.</summary>
    [Id(3)] public List<string> Waiting { get; init; } = [];

    /// <summary>The id of the agent that was told last; empty before the first.</summary>
    [Id(4)] public string Cursor { get; init; } = "";

    /// <summary>Whether everybody was tried once: only those that wait are left.</summary>
    [Id(8)] public bool HasTriedAll { get; init; }

    /// <summary>When those that wait are tried again, or the next ones are told; its due time before the first.</summary>
    [Id(5)] public DateTimeOffset NextAt { get; init; }

    /// <summary>How often telling failed in a row.</summary>
    [Id(6)] public int Failures { get; init; }

    /// <summary>When it last went on; null before the first.</summary>
    [Id(7)] public DateTimeOffset? UpdatedAt { get; init; }
}
