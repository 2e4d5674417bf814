using PuppetEngine.Engine.Agents.Scheduling;

namespace PuppetEngine.Tests.Engine.Agents.Scheduling;

public sealed class CatchUpTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static ScheduleRule Rule(CatchUpMode mode, double maxLatenessHours = 24) => new()
    {
        AgentId = "ada",
        Min = TimeSpan.FromHours(1),
        Max = TimeSpan.FromHours(2),
        CatchUp = mode,
        MaxLateness = TimeSpan.FromHours(maxLatenessHours),
    };

    private static List<Occurrence> Missed(params double[] hoursAgo) => [.. hoursAgo.Select((hours, i) => new Occurrence("post", Now.AddHours(-hours), i))];

    [Fact]
    public void Skip_runs_none_and_says_why()
    {
        var plan = CatchUp.Plan(Rule(CatchUpMode.Skip), Missed(5, 4, 2), Now);
        Assert.Empty(plan.Run);
        Assert.Equal(["skip_mode", "skip_mode", "skip_mode"], plan.Skipped.Select(skipped => skipped.Code));
        Assert.Contains("5 h", plan.Skipped[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Skip_still_runs_what_is_only_a_little_late()
    {
        var plan = CatchUp.Plan(Rule(CatchUpMode.Skip), Missed(0.01), Now);
        Assert.Single(plan.Run);
        Assert.False(plan.Outage);
    }

    [Fact]
    public void One_runs_the_latest()
    {
        var plan = CatchUp.Plan(Rule(CatchUpMode.One), Missed(5, 4, 2), Now);
        Assert.Equal(2, Assert.Single(plan.Run).Index);
        Assert.All(plan.Skipped, skipped => Assert.Equal("superseded", skipped.Code));
        Assert.True(plan.Outage);
    }

    [Fact]
    public void One_runs_nothing_that_is_later_than_the_maximum()
    {
        var plan = CatchUp.Plan(Rule(CatchUpMode.One, maxLatenessHours: 1), Missed(5, 4, 2), Now);
        Assert.Empty(plan.Run);
        Assert.Equal("too_late", plan.Skipped[^1].Code);
    }

    [Fact]
    public void All_runs_what_is_not_too_late_oldest_first()
    {
        var plan = CatchUp.Plan(Rule(CatchUpMode.All, maxLatenessHours: 4.5), Missed(5, 4, 2), Now);
        Assert.Equal([1, 2], plan.Run.Select(occurrence => occurrence.Index));
        Assert.Equal("too_late", Assert.Single(plan.Skipped).Code);
    }

    [Fact]
    public void A_maximum_of_zero_still_allows_the_grace_of_a_wake()
    {
        Assert.Single(CatchUp.Plan(Rule(CatchUpMode.One, maxLatenessHours: 0), Missed(0.05), Now).Run);
    }

    [Fact]
    public void Spread_is_even_within_the_window_and_follows_from_the_id()
    {
        var waits = Enumerable.Range(0, 10_000).Select(i => CatchUp.Spread($"agent-{i}", TimeSpan.FromHours(8))).ToList();
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromHours(1)));
        var perMinute = waits.GroupBy(wait => (int)wait.TotalMinutes).Select(group => group.Count()).ToList();
        Assert.Equal(60, perMinute.Count);
        Assert.All(perMinute, count => Assert.InRange(count, 100, 240));
        Assert.Equal(CatchUp.Spread("ada", TimeSpan.FromHours(8)), CatchUp.Spread("ada", TimeSpan.FromHours(2)));
    }

    [Fact]
    public void Spread_stays_within_a_short_period()
    {
        Assert.All(Enumerable.Range(0, 500), i => Assert.InRange(CatchUp.Spread($"a{i}", TimeSpan.FromSeconds(40)), TimeSpan.Zero, TimeSpan.FromSeconds(40)));
        Assert.Equal(TimeSpan.Zero, CatchUp.Spread("ada", TimeSpan.Zero));
    }
}
