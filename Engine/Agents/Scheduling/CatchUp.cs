using System.Globalization;
using PuppetEngine.Engine.Randomness;

namespace PuppetEngine.Engine.Agents.Scheduling;

/// <summary>Decides what becomes of occurrences whose due time has passed.</summary>
public static class CatchUp
{
    /// <summary>Plans for a row of due times that have passed.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="missed">The passed due times, oldest first, not empty; their indexes follow one another.</param>
    /// <param name="now">The present.</param>
    /// <returns>What to run (oldest first) and what to skip, with reasons.</returns>
    public static CatchUpPlan Plan(ScheduleRule rule, IReadOnlyList<Occurrence> missed, DateTimeOffset now)
    {
        var run = new List<Occurrence>();
        var skipped = new List<SkippedOccurrence>();
        var latest = missed[^1];
        var outage = now - missed[0].Due > rule.Grace;
        foreach (var occurrence in missed)
        {
            var lateness = now - occurrence.Due;
            if (rule.CatchUp == CatchUpMode.Skip && outage)
            {
                skipped.Add(Skip(occurrence, "skip_mode", $"It was due while nobody could run it ({Words(lateness)} ago), and catch_up.mode is skip."));
            }
            else if (lateness > rule.MaxLateness && lateness > rule.Grace)
            {
                skipped.Add(Skip(occurrence, "too_late", $"It is {Words(lateness)} late, more than the {Words(rule.MaxLateness)} that catch_up.max_lateness_hours allows."));
            }
            else if (rule.CatchUp != CatchUpMode.All && occurrence != latest)
            {
                skipped.Add(Skip(occurrence, "superseded", string.Create(CultureInfo.InvariantCulture,
                    $"The later occurrence of {latest.Due.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC stands for it; catch_up.mode all would run both.")));
            }
            else
            {
                run.Add(occurrence);
            }
        }

        return new CatchUpPlan(run, skipped, outage);
    }

    /// <summary>
    /// How long an agent waits with a late occurrence after an outage, so that a cluster that wakes up does not act all at once: a time
    /// in [0, min(<paramref name="period"/>, one hour)) that follows from the id alone, even over all ids.
    /// </summary>
    public static TimeSpan Spread(string agentId, TimeSpan period)
    {
        var window = period < TimeSpan.FromHours(1) ? period : TimeSpan.FromHours(1);
        if (window <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        var share = (DeterministicRandom.Hash(agentId) >> 11) * (1.0 / (1UL << 53));
        return TimeSpan.FromMilliseconds(Math.Floor(window.TotalMilliseconds * share));
    }

    private static SkippedOccurrence Skip(Occurrence occurrence, string code, string reason) =>
        new(occurrence.Activity, occurrence.Due, occurrence.Index, code, reason);

    private static string Words(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h"),
    };
}

/// <summary>What becomes of missed occurrences.</summary>
/// <param name="Run">To run, oldest first.</param>
/// <param name="Skipped">Not to run.</param>
/// <param name="Outage">Whether the oldest is later than the rule's grace: then what runs is spread.</param>
public sealed record CatchUpPlan(List<Occurrence> Run, List<SkippedOccurrence> Skipped, bool Outage);
