using PuppetEngine.Engine.Randomness;

namespace PuppetEngine.Engine.Agents.Scheduling;

/// <summary>Draws due times.</summary>
/// <remarks>
/// An interval is drawn uniformly from [min, max] and drawn again until it fits the hour in which it ends, read in the agent's time zone:
/// a due time in a peak hour accepts only the shorter 60 % of the range, any other only the longer 60 %. So peak hours shorten and
/// others lengthen, no interval leaves its bounds, none piles up at a bound, and a due time always exists, because the middle fifth
/// is accepted at every hour. With no peak hours the interval is plainly uniform.
/// </remarks>
public static class PostSchedule
{
    private const double Share = 0.6;
    private const int Draws = 64;

    /// <summary>The due time that follows another. Equal arguments give an equal answer.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="after">The due time (or the moment) that the interval begins at.</param>
    /// <param name="seed">The agent's seed.</param>
    /// <param name="occurrenceIndex">The index of the due time to draw.</param>
    /// <returns>A time at least <see cref="ScheduleRule.Floor"/> after <paramref name="after"/>, in UTC.</returns>
    public static DateTimeOffset NextDue(ScheduleRule rule, DateTimeOffset after, ulong seed, long occurrenceIndex)
    {
        var random = DeterministicRandom.For(seed, occurrenceIndex, rule.Activity);
        var range = Math.Max(0, (rule.Max - rule.Min).TotalSeconds);
        var share = random.NextDouble();
        for (var draw = 0; draw < Draws && !Fits(rule, After(rule, after, range, share), share); draw++)
        {
            share = random.NextDouble();
        }

        if (!Fits(rule, After(rule, after, range, share), share))
        {
            share = 1 - Share + (random.NextDouble() * ((2 * Share) - 1));
        }

        return After(rule, after, range, share);
    }

    /// <summary>Whether a moment falls into a peak hour of the rule's time zone.</summary>
    public static bool IsPeak(ScheduleRule rule, DateTimeOffset moment) =>
        rule.PeakHours.Count > 0 && rule.PeakHours.Contains(TimeZoneInfo.ConvertTime(moment, rule.TimeZone).Hour);

    private static bool Fits(ScheduleRule rule, DateTimeOffset due, double share) =>
        rule.PeakHours.Count == 0 || (IsPeak(rule, due) ? share <= Share : share >= 1 - Share);

    private static DateTimeOffset After(ScheduleRule rule, DateTimeOffset after, double rangeSeconds, double share)
    {
        // Whole milliseconds: what is stored and read back is the same moment.
        var interval = TimeSpan.FromMilliseconds(Math.Floor(rule.Min.TotalMilliseconds + (rangeSeconds * 1000 * share)));
        return after.ToUniversalTime() + (interval < ScheduleRule.Floor ? ScheduleRule.Floor : interval);
    }
}
