using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>An agent is paused, resumed, deleted and brought back, each with a line in its journal.</summary>
public static class StatusTurns
{
    /// <summary>Pauses, resumes or deletes; unchanged where it is so already.</summary>
    public static TurnChange Set(TurnState state, string status, string by, string reason, DateTimeOffset now)
    {
        var next = status switch
        {
            AgentStatuses.Paused => state with { PausedBy = by, PauseReason = reason },
            AgentStatuses.Active => state with { PausedBy = null, PauseReason = "" },
            AgentStatuses.Deleted => state with { Deleted = true, PausedBy = by, PauseReason = reason },
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "An agent is set active, paused or deleted."),
        };
        return new TurnChange(next)
        {
            Journal = [new JournalDraft($"status:{state.Commit + 1}", JournalKinds.Status, "", $"{status} by {by}", new JournalPayloads.StatusChange(status, by, reason))],
        };
    }

    /// <summary>A deleted agent is one again: with a new schedule, and paused where its definition says that it is not active.</summary>
    public static TurnChange BringBack(TurnState state, SchedulePosition? posting, bool active, string by, DateTimeOffset now) => Set(
        state with { Deleted = false, Posting = posting },
        active ? AgentStatuses.Active : AgentStatuses.Paused,
        active ? by : "its definition",
        "it was deleted, and is made anew",
        now);
}
