using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>What is next, and why the last occurrence did not run.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.ScheduleView")]
public sealed record ScheduleView
{
    /// <summary>The activity, <c>post</c>.</summary>
    [Id(0)] public required string Activity { get; init; }

    /// <summary>The next due time; null when paused or never.</summary>
    [Id(1)] public DateTimeOffset? NextDue { get; init; }

    /// <summary>The last occurrence's due time; null when none yet.</summary>
    [Id(2)] public DateTimeOffset? LastDue { get; init; }

    /// <summary>What became of it: an effect's state, or <c>skipped</c>.</summary>
    [Id(3)] public string LastResult { get; init; } = "";

    /// <summary>Why, in words; empty when it ran.</summary>
    [Id(4)] public string LastReason { get; init; } = "";

    /// <summary>The definition's bounds in words, with its time zone.</summary>
    [Id(5)] public string Rule { get; init; } = "";
}
