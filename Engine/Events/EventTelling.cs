using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Engine.Events;

/// <summary>
/// How an event is told to many agents, as steps that can be cut off anywhere: each step tells one batch and stores how far it came. A
/// batch that was told and not stored is told again, and agents know what they heard.
/// </summary>
public static class EventTelling
{
    /// <summary>At so many agents that could not be told, these are tried again before others are.</summary>
    public const int MaxWaiting = 100;

    /// <summary>An event matters no longer than this after it was due.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Whether nobody further is told.</summary>
    public static bool HasExpired(EventView view, DateTimeOffset now) => now - view.Event.Due > Life;

    /// <summary>The view of an event that nobody has been told.</summary>
    public static EventView Begin(AgentEvent made) => new() { Event = made, NextAt = made.Due };

    /// <summary>Whether the next batch is made of those that could not be told before.</summary>
    public static bool IsRepeating(EventView view) => view.HasTriedAll || view.Waiting.Count >= MaxWaiting;

    /// <summary>The targets of an event that names them, after a cursor, in the order in which they are told.</summary>
    public static List<string> Named(EventView view, int limit) =>
        [.. view.Event.Targets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(id => string.CompareOrdinal(id, view.Cursor) > 0).Take(limit)];

    /// <summary>What becomes of an event when a batch was told.</summary>
    /// <param name="view">The event as it stood.</param>
    /// <param name="told">The agents of the batch that know it now, or do not exist any more.</param>
    /// <param name="failed">Those that could not be told.</param>
    /// <param name="isLast">Whether no agent comes after this batch.</param>
    /// <param name="now">The present.</param>
    public static EventView Advance(EventView view, IReadOnlyCollection<string> told, IReadOnlyCollection<string> failed, bool isLast, DateTimeOffset now)
    {
        var repeated = IsRepeating(view);
        var waiting = view.Waiting.Except(told, StringComparer.Ordinal).Union(failed, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var triedAll = view.HasTriedAll || (!repeated && isLast);
        var failures = failed.Count == 0 ? 0 : view.Failures + 1;
        var stuck = failed.Count > 0 && (repeated || triedAll || waiting.Count >= MaxWaiting);
        return view with
        {
            State = triedAll && waiting.Count == 0 ? EventState.Told : EventState.Telling,
            Told = view.Told + told.Count,
            Waiting = waiting,
            Cursor = repeated ? view.Cursor : told.Concat(failed).Append(view.Cursor).Max(StringComparer.Ordinal)!,
            HasTriedAll = triedAll,
            Failures = failures,
            NextAt = stuck ? now + PauseAfter(failures) : now,
            UpdatedAt = now,
        };
    }

    /// <summary>What becomes of an event whose time is over.</summary>
    public static EventView Expire(EventView view, DateTimeOffset now) => view with { State = EventState.Expired, UpdatedAt = now };

    private static TimeSpan PauseAfter(int failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(failures - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
