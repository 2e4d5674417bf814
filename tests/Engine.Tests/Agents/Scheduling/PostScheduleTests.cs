using PuppetEngine.Engine.Agents.Scheduling;

namespace PuppetEngine.Tests.Engine.Agents.Scheduling;

public sealed class PostScheduleTests
{
    private static readonly string[] Zones =
        ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Hobart", "Europe/Lisbon", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland", "America/Halifax", "Africa/Cairo"];

    private static readonly (double Min, double Max)[] Intervals =
        [(3, 12), (0.17, 0.5), (0, 1), (1, 6), (0.33, 1), (2, 6), (0.01, 0.03), (0.25, 0.5), (1, 3), (6, 12)];

    private static ScheduleRule Rule(double min, double max, string zone = "UTC", params int[] peak) => new()
    {
        AgentId = "ada",
        Min = TimeSpan.FromHours(min),
        Max = TimeSpan.FromHours(max),
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        PeakHours = peak,
    };

    private static IEnumerable<(DateTimeOffset Due, TimeSpan Interval)> Walk(ScheduleRule rule, DateTimeOffset from, TimeSpan span, ulong seed)
    {
        var after = from;
        for (long index = 0; after < from + span; index++)
        {
            var due = PostSchedule.NextDue(rule, after, seed, index);
            yield return (due, due - after);
            after = due;
        }
    }

    [Fact]
    public void Over_a_month_with_a_change_of_clocks_twenty_agents_post_more_often_in_their_peak_hours()
    {
        // March 15 to April 15, 2026: Berlin and Lisbon change their clocks on March 29, Hobart and Auckland on April 5.
        var start = new DateTimeOffset(2026, 3, 15, 0, 0, 0, TimeSpan.Zero);
        double peakSum = 0, otherSum = 0;
        for (var agent = 0; agent < 20; agent++)
        {
            var (min, max) = Intervals[agent % Intervals.Length];
            var rule = Rule(min, max, Zones[(agent * 7) % Zones.Length], [8, 9, 10, 11, 18, 19, 20, 21]);
            var month = Walk(rule, start, TimeSpan.FromDays(31), (ulong)agent + 1).ToList();

            Assert.All(month, step => Assert.InRange(step.Interval, rule.Min > ScheduleRule.Floor ? rule.Min : ScheduleRule.Floor, rule.Max));
            var peak = month.Where(step => PostSchedule.IsPeak(rule, step.Due)).Select(step => step.Interval / rule.Max).ToList();
            var other = month.Where(step => !PostSchedule.IsPeak(rule, step.Due)).Select(step => step.Interval / rule.Max).ToList();
            var ratio = peak.Average() / other.Average();
            Assert.True(ratio <= 0.85, $"agent {agent}, {min} to {max} h, {rule.TimeZone.Id}: {ratio:0.000} over {peak.Count} and {other.Count} posts");
            TestContext.Current.TestOutputHelper!.WriteLine($"{min} to {max} h in {rule.TimeZone.Id}: {ratio:0.000} over {peak.Count} peak and {other.Count} other intervals");
            peakSum += peak.Average();
            otherSum += other.Average();
        }

        Assert.True(peakSum / otherSum <= 0.75, $"all together: {peakSum / otherSum:0.000}");
    }

    [Fact]
    public void Intervals_never_pile_up_at_a_bound()
    {
        var rule = Rule(3, 12, "UTC", 9, 10, 18);
        var intervals = Enumerable.Range(0, 5000).Select(i => PostSchedule.NextDue(rule, DateTimeOffset.UnixEpoch.AddMinutes(i * 17), 11, i) - DateTimeOffset.UnixEpoch.AddMinutes(i * 17)).ToList();

        Assert.True(intervals.Count(interval => interval > TimeSpan.FromHours(11.9)) < 150);
        Assert.True(intervals.Count(interval => interval < TimeSpan.FromHours(3.1)) < 150);
        Assert.Equal(intervals.Count, intervals.Distinct().Count());
    }

    [Fact]
    public void Without_peak_hours_intervals_are_uniform()
    {
        var rule = Rule(2, 4);
        var buckets = Enumerable.Range(0, 20_000)
            .Select(i => (int)((PostSchedule.NextDue(rule, DateTimeOffset.UnixEpoch, 3, i) - DateTimeOffset.UnixEpoch).TotalHours * 5) - 10)
            .GroupBy(bucket => bucket).ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal(10, buckets.Count);
        Assert.All(buckets.Values, count => Assert.InRange(count, 1800, 2200));
    }

    [Fact]
    public void With_every_hour_a_peak_hour_no_interval_is_below_the_minimum()
    {
        var rule = Rule(1, 2, "UTC", [.. Enumerable.Range(0, 24)]);
        Assert.All(Walk(rule, DateTimeOffset.UnixEpoch, TimeSpan.FromDays(30), 5), step => Assert.InRange(step.Interval.TotalHours, 1, 1.6001));
    }

    [Fact]
    public void Peak_hours_follow_the_clock_of_the_place_through_daylight_saving()
    {
        var rule = Rule(1, 2, "Europe/Berlin", 8);
        Assert.True(PostSchedule.IsPeak(rule, new DateTimeOffset(2026, 3, 28, 7, 30, 0, TimeSpan.Zero)));
        Assert.False(PostSchedule.IsPeak(rule, new DateTimeOffset(2026, 3, 28, 6, 30, 0, TimeSpan.Zero)));
        Assert.True(PostSchedule.IsPeak(rule, new DateTimeOffset(2026, 3, 30, 6, 30, 0, TimeSpan.Zero)));
        Assert.False(PostSchedule.IsPeak(rule, new DateTimeOffset(2026, 3, 30, 7, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Zero_hours_are_legal_and_still_move_forward()
    {
        var rule = Rule(0, 0);
        Assert.Equal(DateTimeOffset.UnixEpoch + ScheduleRule.Floor, PostSchedule.NextDue(rule, DateTimeOffset.UnixEpoch, 1, 0));
    }

    [Fact]
    public void Equal_bounds_give_that_interval_in_peak_hours_too()
    {
        var rule = Rule(2, 2, "UTC", 1, 2, 3);
        Assert.All(Walk(rule, DateTimeOffset.UnixEpoch, TimeSpan.FromDays(3), 9), step => Assert.Equal(TimeSpan.FromHours(2), step.Interval));
    }

    [Fact]
    public void The_same_seed_gives_the_same_schedule_and_another_seed_another()
    {
        var rule = Rule(3, 12, "Europe/Berlin", 9);
        var one = Walk(rule, DateTimeOffset.UnixEpoch, TimeSpan.FromDays(10), 42).ToList();
        Assert.Equal(one, Walk(rule, DateTimeOffset.UnixEpoch, TimeSpan.FromDays(10), 42));
        Assert.NotEqual(one, Walk(rule, DateTimeOffset.UnixEpoch, TimeSpan.FromDays(10), 43));
    }

    [Fact]
    public void A_schedule_is_the_same_in_every_release()
    {
        // Written down once: a change here changes the due times of every agent that lives.
        var rule = Rule(3, 12, "UTC", 9, 18);
        var dues = Walk(rule, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(1), 7).Select(step => step.Due.ToString("MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture)).Take(3);
        Assert.Equal(["01-01 07:52:14.597", "01-01 15:05:01.203", "01-02 00:03:38.872"], dues);
    }
}
