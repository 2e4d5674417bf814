using Orleans;
using PuppetEngine.Engine.Agents.Turns;

namespace PuppetEngine.Grains.Agents;

/// <summary>
/// The agent's one reminder, <c>wake</c>: due at the next thing that is due, then every five minutes, so that an agent that failed to
/// re-arm is woken again. Its first tick is never later than what is due next: an earlier one is registered before the state that
/// needs it is written, a later one only after.
/// </summary>
internal sealed class WakeReminder(IGrainBase grain, TimeProvider time)
{
    /// <summary>The reminder's name; stored, never renamed.</summary>
    public const string Name = "wake";

    /// <summary>How often it ticks once it is due.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    /// <summary>An agent for which nothing is due looks again after this.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromDays(1);

    /// <summary>Ticks that come to nothing are spared where the next thing is further away than this.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    /// <summary>Whether the reminder ticks for nothing now, and would for longer than is worth a write.</summary>
    public bool TicksInVain(DateTimeOffset? reminderAt, DateTimeOffset? wakeAt) =>
        reminderAt <= time.GetUtcNow() - Period && IsFarBehind(reminderAt.Value, wakeAt);

    /// <summary>
    /// Before a state is written: registers an earlier tick where the state needs one, and notes it in the state. A later one is noted where an
    /// occurrence is over, or where it ticked in vain: an agent that is asked for one post after the other keeps the tick that it has.
    /// </summary>
    public async Task<TurnState> BeforeWriteAsync(TurnState current, TurnState next, DateTimeOffset? wakeAt)
    {
        var now = time.GetUtcNow();
        var needed = wakeAt ?? now + Idle;
        if (next.ReminderAt is { } at && at <= needed)
        {
            // The state says so first; the registration follows in AfterWriteAsync.
            var moves = TicksInVain(at, wakeAt) || (next.Last != current.Last && IsFarBehind(at, wakeAt));
            return moves ? next with { ReminderAt = needed } : next;
        }

        await RegisterAsync(needed, now);
        return next with { ReminderAt = needed };
    }

    /// <summary>After a state was written: moves the reminder to the later time that the state notes.</summary>
    public Task AfterWriteAsync(DateTimeOffset? before, DateTimeOffset? after) =>
        before is { } b && after > b ? RegisterAsync(after.Value, time.GetUtcNow()) : Task.CompletedTask;

    /// <summary>After a tick: where the state notes a much later one, the move was cut off after the state was written, and is made now.</summary>
    public Task MendAsync(DateTimeOffset? noted)
    {
        var now = time.GetUtcNow();
        return noted > now + Period ? RegisterAsync(noted.Value, now) : Task.CompletedTask;
    }

    /// <summary>Ends the reminder of an agent that is no more.</summary>
    public async Task EndAsync()
    {
        if (await grain.GetReminder(Name) is { } reminder)
        {
            await grain.UnregisterReminder(reminder);
        }
    }

    private bool IsFarBehind(DateTimeOffset at, DateTimeOffset? wakeAt)
    {
        var now = time.GetUtcNow();
        return (wakeAt ?? now + Idle) - (at > now ? at : now) > Slack;
    }

    private Task RegisterAsync(DateTimeOffset at, DateTimeOffset now) =>
        grain.RegisterOrUpdateReminder(Name, at > now ? at - now : TimeSpan.Zero, Period);
}
