using System.Globalization;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Engine.Agents.Scheduling;

/// <summary>The rule by which one activity of an agent recurs.</summary>
public sealed record ScheduleRule
{
    /// <summary>The fastest schedule there is: a rule of zero hours means one occurrence a second.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromSeconds(1);

    /// <summary>The agent's id; late occurrences are spread by its hash.</summary>
    public required string AgentId { get; init; }

    /// <summary>The activity. Default: <c>post</c>.</summary>
    public string Activity { get; init; } = "post";

    /// <summary>The shortest interval between two due times; zero is legal (see <see cref="Floor"/>).</summary>
    public required TimeSpan Min { get; init; }

    /// <summary>The longest interval between two due times, not below <see cref="Min"/>.</summary>
    public required TimeSpan Max { get; init; }

    /// <summary>Hours of the day, 0 to 23, in which intervals are shorter. Empty: all hours are alike.</summary>
    public IReadOnlyList<int> PeakHours { get; init; } = [];

    /// <summary>The zone that the hours are read in, daylight saving included. Default: UTC.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What becomes of missed occurrences. Default: the latest runs.</summary>
    public CatchUpMode CatchUp { get; init; } = CatchUpMode.One;

    /// <summary>An occurrence that is later than this is skipped in every mode. Default: 24 hours.</summary>
    public TimeSpan MaxLateness { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Up to this lateness an occurrence counts as punctual: the wake reminder comes at the latest after five minutes.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A brand-new agent's first occurrence falls within this time, and never later than <see cref="Max"/>; null: after an ordinary interval.
    /// </summary>
    public TimeSpan? FirstDelay { get; init; }

    /// <summary>The mean of the bounds.</summary>
    public TimeSpan Period => TimeSpan.FromTicks((Min.Ticks / 2) + (Max.Ticks / 2));

    /// <summary>The rule in words, as in <c>every 3 to 12 h, more often at 9, 18 o'clock (Europe/Berlin), catch-up one</c>.</summary>
    public string Describe()
    {
        var peak = PeakHours.Count == 0 ? "" : $", more often at {string.Join(", ", PeakHours.Order())} o'clock";
        return string.Create(CultureInfo.InvariantCulture,
            $"every {Min.TotalHours:0.####} to {Max.TotalHours:0.####} h{peak} ({TimeZone.Id}), catch-up {CatchUp.ToString().ToLowerInvariant()}");
    }

    /// <summary>The posting rule of a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="firstDelay">See <see cref="FirstDelay"/>; the emulated world gives <see cref="EmulatedFirstDelay"/>, a live one null.</param>
    public static ScheduleRule ForPosts(AgentDefinition definition, TimeSpan? firstDelay = null) => new()
    {
        AgentId = definition.Id,
        Min = Hours(definition.Behavior.PostFrequency.MinHours),
        Max = Hours(definition.Behavior.PostFrequency.MaxHours),
        PeakHours = definition.Behavior.PostFrequency.PeakHours,
        TimeZone = definition.Zone,
        CatchUp = definition.CatchUp.Mode,
        MaxLateness = Hours(definition.CatchUp.MaxLatenessHours),
        FirstDelay = firstDelay,
    };

    /// <summary>In the emulated world an agent's first post is due within ten seconds of its creation, so that a person sees it live.</summary>
    public static readonly TimeSpan EmulatedFirstDelay = TimeSpan.FromSeconds(10);

    // Whole milliseconds, and a century at most: beyond it a due time would leave the calendar.
    private static TimeSpan Hours(double hours) =>
        TimeSpan.FromMilliseconds(Math.Round(Math.Clamp(hours, 0, 24 * 36525) * 3_600_000));
}
