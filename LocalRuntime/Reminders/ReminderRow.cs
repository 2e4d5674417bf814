using Orleans.Runtime;

namespace PuppetEngine.LocalRuntime.Reminders;

/// <summary>A stored reminder.</summary>
/// <param name="Grain">Whose it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="StartAt">When the first tick is due, UTC.</param>
/// <param name="Period">From one tick to the next.</param>
/// <param name="Version">Grows with each registration.</param>
internal sealed record ReminderRow(GrainId Grain, string Name, DateTime StartAt, TimeSpan Period, int Version)
{
    /// <summary>The first boundary that is not past: ticks that were missed are skipped.</summary>
    internal DateTime NextTick(DateTime now)
    {
        if (now <= StartAt)
        {
            return StartAt;
        }

        var since = (now - StartAt).Ticks % Period.Ticks;
        return since == 0 ? now : now.AddTicks(Period.Ticks - since);
    }

    /// <summary>The boundary after a tick that has been delivered.</summary>
    internal DateTime NextTick(DateTime delivered, DateTime now)
    {
        var next = NextTick(now);
        return next > delivered ? next : delivered + Period;
    }
}
