using System.Globalization;
using PuppetEngine.Engine.Randomness;

namespace PuppetEngine.Engine.Agents.Scheduling;

/// <summary>
/// Moves an activity along its schedule. Pure: equal arguments give an equal answer, so that a step which was computed but not stored is
/// computed again the same. The caller stores the position together with the occurrence before it runs anything.
/// </summary>
/// <remarks>
/// The rules of a look at the schedule:
/// <list type="bullet">
/// <item>A brand-new agent's first due time is drawn within <see cref="ScheduleRule.FirstDelay"/>, or after an ordinary interval.</item>
/// <item>A punctual occurrence (up to <see cref="ScheduleRule.Grace"/> late) runs; the next interval begins at its due time, so that a
/// slow model does not slow the schedule.</item>
/// <item>After an outage <see cref="CatchUp"/> chooses what still runs. That waits for <see cref="CatchUp.Spread"/>, and the next interval
/// begins when it runs, so that one late post is not followed at once by another. In the mode <c>all</c> the missed ones keep their
/// own due times and follow one another, each spread anew, until the schedule is even.</item>
/// </list>
/// </remarks>
public static class ScheduleEngine
{
    /// <summary>The most skipped occurrences that one decision lists.</summary>
    public const int MaxReported = 100;

    /// <summary>The code of an entry that stands for several skipped occurrences.</summary>
    public const string Many = "many";

    // A day of one occurrence a second: more missed occurrences than these are not told apart.
    private const int MaxMissed = 86_400;

    /// <summary>Looks at the schedule.</summary>
    public static ScheduleDecision Evaluate(ScheduleRule rule, SchedulePosition position, DateTimeOffset now)
    {
        if (position.NextDue is not { } due)
        {
            return Wait(Begin(rule, position, now));
        }

        if (position.DeferredUntil is { } until && now < until && until - now <= TimeSpan.FromHours(2))
        {
            return Wait(position);
        }

        if (due > now)
        {
            // Further off than any interval: the rule was shortened, or the clock was set back.
            return due - now > rule.Max + rule.Grace
                ? Wait(Draw(rule, position, Whole(now)))
                : Wait(position with { DeferredUntil = null });
        }

        if (position.DeferredUntil is { } turn && now >= turn && now - turn <= rule.Grace)
        {
            return RunOne(rule, position, new Occurrence(rule.Activity, due, position.Index), from: rule.CatchUp == CatchUpMode.All ? due : turn, []);
        }

        var missed = Missed(rule, position, due, now, out var dropped);
        var plan = CatchUp.Plan(rule, missed, now);
        var skipped = Shorten(rule, plan.Skipped, dropped);
        return plan.Run switch
        {
            [] => Wait(Ahead(rule, position, missed[^1], from: now)) with { Skipped = skipped },
            [var first, ..] when plan.Outage => Defer(rule, position, first, now, skipped),
            [var first, ..] => RunOne(rule, position, first, from: first.Due, skipped),
        };
    }

    /// <summary>
    /// Draws the next due time anew after the rule changed: an interval from the last occurrence, or from now where that has passed. A
    /// late occurrence that waits for its turn keeps waiting.
    /// </summary>
    public static SchedulePosition Rearm(ScheduleRule rule, SchedulePosition position, DateTimeOffset now)
    {
        if (position.NextDue is null || position.DeferredUntil is not null || position.NextDue <= now)
        {
            return position;
        }

        var rearmed = Draw(rule, position, Whole(position.LastDue ?? now));
        return rearmed.NextDue > now ? rearmed : Draw(rule, position, Whole(now));
    }

    private static SchedulePosition Draw(ScheduleRule rule, SchedulePosition position, DateTimeOffset from) => position with
    {
        Index = position.Index + 1,
        NextDue = PostSchedule.NextDue(rule, from, position.Seed, position.Index + 1),
        DeferredUntil = null,
    };

    private static SchedulePosition Begin(ScheduleRule rule, SchedulePosition position, DateTimeOffset now)
    {
        var index = position.Index;
        if (rule.FirstDelay is not { } delay)
        {
            return position with { NextDue = PostSchedule.NextDue(rule, position.LastDue ?? Whole(now), position.Seed, index) };
        }

        var window = delay < rule.Max ? delay : rule.Max;
        var share = DeterministicRandom.For(position.Seed, index, "first").NextDouble();
        return position with { NextDue = Whole(now) + TimeSpan.FromMilliseconds(Math.Floor(window.TotalMilliseconds * share)) };
    }

    private static List<Occurrence> Missed(ScheduleRule rule, SchedulePosition position, DateTimeOffset due, DateTimeOffset now, out bool dropped)
    {
        var missed = new List<Occurrence>();
        var index = position.Index;
        dropped = false;

        // What is later than the maximum is not told one by one; the row begins where it could still matter.
        var oldest = now - (rule.MaxLateness > rule.Grace ? rule.MaxLateness : rule.Grace) - rule.Max;
        if (due < oldest)
        {
            dropped = true;
            missed.Add(new Occurrence(rule.Activity, due, index));
            due = PostSchedule.NextDue(rule, oldest, position.Seed, ++index);
        }

        while (due <= now && missed.Count < MaxMissed)
        {
            missed.Add(new Occurrence(rule.Activity, due, index));
            due = PostSchedule.NextDue(rule, due, position.Seed, ++index);
        }

        return missed;
    }

    private static ScheduleDecision RunOne(
        ScheduleRule rule, SchedulePosition position, Occurrence occurrence, DateTimeOffset from, List<SkippedOccurrence> skipped)
    {
        var next = Ahead(rule, position, occurrence, from);
        return new ScheduleDecision { Position = next, Run = [occurrence], Skipped = skipped, WakeAt = WakeOf(next) };
    }

    private static ScheduleDecision Defer(
        ScheduleRule rule, SchedulePosition position, Occurrence occurrence, DateTimeOffset now, List<SkippedOccurrence> skipped)
    {
        // Each late occurrence of an agent waits anew, so the spread is by the id and, in the mode all, by the occurrence too.
        var id = rule.CatchUp == CatchUpMode.All
            ? string.Create(CultureInfo.InvariantCulture, $"{rule.AgentId}/{occurrence.Index}")
            : rule.AgentId;
        return Wait(position with
        {
            Index = occurrence.Index,
            NextDue = occurrence.Due,
            DeferredUntil = Whole(now) + CatchUp.Spread(id, rule.Period),
        }) with { Skipped = skipped };
    }

    private static SchedulePosition Ahead(ScheduleRule rule, SchedulePosition position, Occurrence done, DateTimeOffset from) => position with
    {
        Index = done.Index + 1,
        LastDue = done.Due,
        NextDue = PostSchedule.NextDue(rule, Whole(from), position.Seed, done.Index + 1),
        DeferredUntil = null,
    };

    private static ScheduleDecision Wait(SchedulePosition position) => new() { Position = position, WakeAt = WakeOf(position) };

    private static DateTimeOffset? WakeOf(SchedulePosition position) => position.DeferredUntil ?? position.NextDue;

    private static List<SkippedOccurrence> Shorten(ScheduleRule rule, List<SkippedOccurrence> skipped, bool dropped)
    {
        const string Reason = "More occurrences were due here than are listed one by one; none of them runs.";
        if (dropped && skipped.Count > 0)
        {
            // Only the oldest of the long row was kept; the rest of it stands in one entry behind.
            skipped.Insert(1, skipped[0] with { Code = Many, Reason = Reason });
        }

        if (skipped.Count <= MaxReported)
        {
            return skipped;
        }

        var last = skipped[^1];
        return [.. skipped.Take(MaxReported - 1), new SkippedOccurrence(rule.Activity, last.Due, last.Index, Many, Reason)];
    }

    private static DateTimeOffset Whole(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
