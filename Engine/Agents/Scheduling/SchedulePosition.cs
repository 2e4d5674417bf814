namespace PuppetEngine.Engine.Agents.Scheduling;

/// <summary>Where an activity stands in its schedule; belongs to the agent's state and is replaced as a whole.</summary>
public sealed record SchedulePosition
{
    /// <summary>The index of <see cref="NextDue"/>; every due time that is drawn has the next index.</summary>
    public long Index { get; init; }

    /// <summary>The next due time; null for a brand-new agent.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>The due time of the last occurrence that was run or skipped; null when none was.</summary>
    public DateTimeOffset? LastDue { get; init; }

    /// <summary>The agent's seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Where <see cref="NextDue"/> was missed and waits for its turn after an outage: until when; otherwise null.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }
}
