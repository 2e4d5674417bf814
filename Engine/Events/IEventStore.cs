using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Engine.Events;

/// <summary>The table of events: what is to be told, and what was.</summary>
public interface IEventStore
{
    /// <summary>Stores events, durably when it returns. Idempotent by id; answers how many were new.</summary>
    Task<int> AppendAsync(IReadOnlyList<AgentEvent> events, CancellationToken cancellationToken);

    /// <summary>One event; null when there is none of that id.</summary>
    Task<EventView?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>A page, newest first by due time.</summary>
    Task<EventPage> ListAsync(EventFilter filter, CancellationToken cancellationToken);

    /// <summary>The first event to be told now, by priority, then by due time; and when to look again where there is none.</summary>
    Task<DueEvent> ReadDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Stores how far an event has come, and drops at most 1,000 that ended before an instant.</summary>
    Task UpdateAsync(EventView view, DateTimeOffset dropEndedBefore, CancellationToken cancellationToken);
}

/// <summary>What the table has to be told.</summary>
/// <param name="Event">The first event; null when none is due.</param>
/// <param name="NextAt">When the next one is due where none is now; null when nothing waits at all.</param>
public sealed record DueEvent(EventView? Event, DateTimeOffset? NextAt);
