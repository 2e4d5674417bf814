using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Agents;

/// <summary>What is next for one activity of an agent, and why the last one did not run.</summary>
/// <param name="Activity">The activity, as in <c>post</c>.</param>
/// <param name="NextDue">The next due time; null when paused or never.</param>
/// <param name="LastDue">The last occurrence's due time; null when none yet.</param>
/// <param name="LastResult">What became of it: an effect's status, or <c>skipped</c>; empty when none yet.</param>
/// <param name="LastReason">Why, in words; empty when it ran.</param>
/// <param name="Rule">The definition's bounds in words, with its time zone.</param>
public sealed record ScheduleResource(string Activity, DateTimeOffset? NextDue, DateTimeOffset? LastDue, string LastResult, string LastReason, string Rule)
{
    internal static ScheduleResource From(ScheduleView view) => new(view.Activity, view.NextDue, view.LastDue, view.LastResult, view.LastReason, view.Rule);
}
