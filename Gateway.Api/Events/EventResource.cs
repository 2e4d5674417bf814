using System.Text.Json;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Gateway.Api.Events;

/// <summary>An event, and how far it has come.</summary>
/// <param name="Id">The id.</param>
/// <param name="Type"><c>news</c>, <c>mood_shift</c>, <c>interaction_prompt</c>, <c>scheduled</c>, <c>market</c>, or a name of its sender's.</param>
/// <param name="Data">What happened.</param>
/// <param name="Priority">Which of two that are due is told first.</param>
/// <param name="TargetAgentIds">Whom it reaches, by id; empty for all, or for all with the tag.</param>
/// <param name="Tag">Only agents with this tag; null for no such bound.</param>
/// <param name="DueAt">When it happens.</param>
/// <param name="At">When it was made known.</param>
/// <param name="Source">The channel it came by.</param>
/// <param name="DryRun">Whether it is told again to see what would come of it.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Told">How many agents were told.</param>
/// <param name="Waiting">Agents that could not be told yet, by id.</param>
public sealed record EventResource(
    string Id, string Type, JsonElement Data, EventPriority Priority, IReadOnlyList<string> TargetAgentIds, string? Tag, DateTimeOffset DueAt, DateTimeOffset At,
    string Source, bool DryRun, EventState State, long Told, IReadOnlyList<string> Waiting)
{
    internal static EventResource From(EventView view) => new(
        view.Event.Id, view.Event.Type, JsonElement.Parse(view.Event.Data), view.Event.Priority, view.Event.Targets, view.Event.Tag, view.Event.Due, view.Event.At,
        view.Event.Source, view.Event.DryRun, view.State, view.Told, view.Waiting);
}

/// <summary>Something that is to happen.</summary>
/// <param name="Type"><c>news</c>, <c>mood_shift</c>, <c>interaction_prompt</c>, <c>scheduled</c>, <c>market</c>, or a name of your own.</param>
/// <param name="Data">What happens; its members are those of the type.</param>
/// <param name="TargetAgentIds">Whom it reaches; without it all, or all with the tag.</param>
/// <param name="Tag">Only agents with this tag.</param>
/// <param name="Priority">Default: <c>normal</c>.</param>
/// <param name="DueAt">When; default: now.</param>
/// <param name="DelaySeconds">How long from now; instead of due_at.</param>
public sealed record CreateEventRequest(
    string Type, JsonElement Data, IReadOnlyList<string>? TargetAgentIds = null, string? Tag = null, EventPriority Priority = EventPriority.Normal,
    DateTimeOffset? DueAt = null, double? DelaySeconds = null);

/// <summary>A span of the past that is to be told again.</summary>
/// <param name="From">Events that were due at or after.</param>
/// <param name="To">Events that were due before.</param>
/// <param name="Type">Only this type.</param>
public sealed record ReplayEventsRequest(DateTimeOffset From, DateTimeOffset To, string? Type = null);

/// <summary>What a replay tells.</summary>
/// <param name="Events">How many events are told again.</param>
public sealed record ReplayResource(int Events);
