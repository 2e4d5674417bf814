namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>Hours of the day in which nothing is said.</summary>
public static class QuietHours
{
    /// <summary>Two days of hours: more than any zone needs to come out of less than 24 quiet ones.</summary>
    private const int MostSteps = 60;

    /// <summary>The time itself where it is not quiet, else when the quiet ends, in UTC; null where it never does.</summary>
    /// <param name="at">The time.</param>
    /// <param name="hours">Hours, 0 to 23.</param>
    /// <param name="zone">Their zone; hours that a change of clocks skips or repeats are taken as the zone has them.</param>
    public static DateTimeOffset? End(DateTimeOffset at, IReadOnlyList<int> hours, TimeZoneInfo zone)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            if (!hours.Contains(local.Hour))
            {
                return at;
            }

            var intoHour = TimeSpan.FromTicks(local.TimeOfDay.Ticks % TimeSpan.TicksPerHour);
            at = (at + (TimeSpan.FromHours(1) - intoHour)).ToUniversalTime();
        }

        return null;
    }
}
