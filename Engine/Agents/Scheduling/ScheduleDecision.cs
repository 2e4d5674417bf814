namespace PuppetEngine.Engine.Agents.Scheduling;

/// <summary>What a look at the schedule decides.</summary>
public sealed record ScheduleDecision
{
    /// <summary>The advanced position, to be stored together with what follows from <see cref="Run"/>.</summary>
    public required SchedulePosition Position { get; init; }

    /// <summary>What to run now; at most one.</summary>
    public List<Occurrence> Run { get; init; } = [];

    /// <summary>What will not run, and why; at most <see cref="ScheduleEngine.MaxReported"/> entries, the last of which may stand for many.</summary>
    public List<SkippedOccurrence> Skipped { get; init; } = [];

    /// <summary>When to look again.</summary>
    public DateTimeOffset? WakeAt { get; init; }
}

/// <summary>One occurrence of an activity.</summary>
/// <param name="Activity">The activity, as in <c>post</c>.</param>
/// <param name="Due">When it was due: with agent and activity, its identity.</param>
/// <param name="Index">Its index in the schedule.</param>
public sealed record Occurrence(string Activity, DateTimeOffset Due, long Index);

/// <summary>An occurrence that will never run.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Due">When it was due.</param>
/// <param name="Index">Its index in the schedule.</param>
/// <param name="Code">A stable code: <c>superseded</c>, <c>skip_mode</c>, <c>too_late</c> or <c>many</c>.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record SkippedOccurrence(string Activity, DateTimeOffset Due, long Index, string Code, string Reason);
