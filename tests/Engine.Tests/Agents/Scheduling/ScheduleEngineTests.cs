using PuppetEngine.Engine.Agents.Scheduling;

namespace PuppetEngine.Tests.Engine.Agents.Scheduling;

public sealed class ScheduleEngineTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 8, 0, 0, TimeSpan.Zero);

    private static ScheduleRule Rule(CatchUpMode mode = CatchUpMode.One, string id = "ada", double min = 1, double max = 2) => new()
    {
        AgentId = id,
        Min = TimeSpan.FromHours(min),
        Max = TimeSpan.FromHours(max),
        CatchUp = mode,
        FirstDelay = TimeSpan.FromSeconds(10),
    };

    /// <summary>Lives from one moment to another, waking when the engine says so, but not during an outage.</summary>
    private static (SchedulePosition Position, List<(Occurrence Occurrence, DateTimeOffset At)> Ran, List<SkippedOccurrence> Skipped) Live(
        ScheduleRule rule, SchedulePosition position, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? outageFrom = null, DateTimeOffset? outageTo = null)
    {
        var ran = new List<(Occurrence, DateTimeOffset)>();
        var skipped = new List<SkippedOccurrence>();
        var now = from;
        while (now <= to)
        {
            if (now >= outageFrom && now < outageTo)
            {
                now = outageTo.Value;
            }

            var decision = ScheduleEngine.Evaluate(rule, position, now);
            Assert.Equal(decision.Position, ScheduleEngine.Evaluate(rule, position, now).Position);
            position = decision.Position;
            ran.AddRange(decision.Run.Select(occurrence => (occurrence, now)));
            skipped.AddRange(decision.Skipped);
            Assert.NotNull(decision.WakeAt);
            now = decision.WakeAt.Value > now ? decision.WakeAt.Value : now.AddMilliseconds(1);
        }

        return (position, ran, skipped);
    }

    [Fact]
    public void A_new_agent_is_first_due_within_the_first_delay()
    {
        var decision = ScheduleEngine.Evaluate(Rule(), new SchedulePosition { Seed = 4 }, Start);
        Assert.Empty(decision.Run);
        Assert.InRange(decision.WakeAt!.Value, Start, Start.AddSeconds(10));
        Assert.Equal(decision.WakeAt, decision.Position.NextDue);
    }

    [Fact]
    public void A_new_agent_of_a_live_world_is_first_due_after_an_ordinary_interval()
    {
        var decision = ScheduleEngine.Evaluate(Rule() with { FirstDelay = null }, new SchedulePosition { Seed = 4 }, Start);
        Assert.InRange(decision.WakeAt!.Value, Start.AddHours(1), Start.AddHours(2));
    }

    [Fact]
    public void First_delays_of_many_new_agents_are_spread()
    {
        var waits = Enumerable.Range(0, 200).Select(i => ScheduleEngine.Evaluate(Rule(), new SchedulePosition { Seed = (ulong)i }, Start).WakeAt!.Value).ToList();
        Assert.True(waits.Distinct().Count() > 190);
        Assert.True(waits.Count(wait => wait < Start.AddSeconds(5)) is > 60 and < 140);
    }

    [Fact]
    public void A_first_delay_is_never_longer_than_the_longest_interval()
    {
        Assert.All(Enumerable.Range(0, 100), i =>
            Assert.InRange(ScheduleEngine.Evaluate(Rule(min: 0, max: 0.0001), new SchedulePosition { Seed = (ulong)i }, Start).WakeAt!.Value, Start, Start.AddHours(0.0001)));
    }

    [Fact]
    public void Nothing_runs_before_it_is_due()
    {
        var due = Start.AddMinutes(3);
        var decision = ScheduleEngine.Evaluate(Rule(), new SchedulePosition { Index = 5, NextDue = due, Seed = 4 }, due.AddMilliseconds(-1));
        Assert.Empty(decision.Run);
        Assert.Equal(due, decision.WakeAt);
        Assert.Equal(5, decision.Position.Index);
    }

    [Fact]
    public void A_due_occurrence_runs_once_and_the_next_interval_begins_at_its_due_time()
    {
        var position = new SchedulePosition { Index = 5, NextDue = Start, Seed = 4 };
        var late = Start.AddSeconds(40);
        var decision = ScheduleEngine.Evaluate(Rule(), position, late);

        var ran = Assert.Single(decision.Run);
        Assert.Equal(new Occurrence("post", Start, 5), ran);
        Assert.Equal(6, decision.Position.Index);
        Assert.Equal(Start, decision.Position.LastDue);
        Assert.Equal(PostSchedule.NextDue(Rule(), Start, 4, 6), decision.Position.NextDue);
        Assert.Empty(ScheduleEngine.Evaluate(Rule(), decision.Position, late).Run);
    }

    [Theory, InlineData(CatchUpMode.One), InlineData(CatchUpMode.Skip), InlineData(CatchUpMode.All)]
    public void A_month_without_an_outage_runs_every_occurrence_punctually(CatchUpMode mode)
    {
        var (_, ran, skipped) = Live(Rule(mode), new SchedulePosition { Seed = 9 }, Start, Start.AddDays(31));
        Assert.Empty(skipped);
        Assert.InRange(ran.Count, 31 * 12, 31 * 24);
        Assert.All(ran, run => Assert.Equal(run.Occurrence.Due, run.At));
        Assert.Equal(Enumerable.Range(0, ran.Count).Select(i => (long)i), ran.Select(run => run.Occurrence.Index));
    }

    [Fact]
    public void After_an_outage_one_runs_a_single_post_spread_and_then_waits_an_interval()
    {
        for (var agent = 0; agent < 20; agent++)
        {
            var rule = Rule(CatchUpMode.One, $"agent-{agent}");
            var back = Start.AddHours(30);
            var (_, ran, skipped) = Live(rule, new SchedulePosition { Seed = (ulong)agent }, Start, Start.AddHours(40), Start.AddHours(10), back);

            var after = ran.Where(run => run.At >= back).ToList();
            Assert.InRange(after[0].At - back, TimeSpan.Zero, TimeSpan.FromHours(1));
            Assert.True(after[0].Occurrence.Due < back);
            Assert.InRange(after[1].At - after[0].At, rule.Min, rule.Max);
            Assert.InRange(skipped.Count, 8, 22);
            Assert.All(skipped, skip => Assert.Equal("superseded", skip.Code));
            Assert.Equal(ran.Count, ran.Select(run => run.Occurrence.Due).Distinct().Count());
        }
    }

    [Fact]
    public void After_an_outage_skip_runs_nothing_late()
    {
        var rule = Rule(CatchUpMode.Skip);
        var back = Start.AddHours(30);
        var (_, ran, skipped) = Live(rule, new SchedulePosition { Seed = 3 }, Start, Start.AddHours(40), Start.AddHours(10), back);

        var after = ran.Where(run => run.At >= back).ToList();
        Assert.InRange(after[0].At - back, rule.Min, rule.Max);
        Assert.All(ran, run => Assert.Equal(run.Occurrence.Due, run.At));
        Assert.True(skipped.Count >= 9);
    }

    [Fact]
    public void After_an_outage_all_runs_every_occurrence_each_spread()
    {
        var rule = Rule(CatchUpMode.All);
        var back = Start.AddHours(20);
        var (_, ran, skipped) = Live(rule, new SchedulePosition { Seed = 3 }, Start, Start.AddHours(60), Start.AddHours(10), back);

        Assert.Empty(skipped);
        Assert.Equal(Enumerable.Range(0, ran.Count).Select(i => (long)i), ran.Select(run => run.Occurrence.Index));
        var late = ran.Where(run => run.At >= back && run.Occurrence.Due < back).ToList();
        Assert.InRange(late.Count, 5, 11);
        Assert.All(late.Zip(late.Skip(1)), pair => Assert.InRange(pair.Second.At - pair.First.At, TimeSpan.FromTicks(1), TimeSpan.FromHours(1)));
        Assert.Equal(ran[^1].Occurrence.Due, ran[^1].At);
    }

    [Fact]
    public void All_leaves_out_what_is_too_late()
    {
        var rule = Rule(CatchUpMode.All) with { MaxLateness = TimeSpan.FromHours(4) };
        var back = Start.AddHours(30);
        var (_, ran, skipped) = Live(rule, new SchedulePosition { Seed = 3 }, Start, Start.AddHours(50), Start.AddHours(10), back);

        Assert.All(skipped, skip => Assert.Contains(skip.Code, new[] { "too_late", "many" }));
        // Waiting for its turn does not make an occurrence late: what was planned at the return still runs.
        Assert.All(ran.Where(run => run.At >= back), run => Assert.True(run.Occurrence.Due >= back.AddHours(-4)));
    }

    [Fact]
    public void A_late_agent_that_dies_again_while_it_waits_starts_over()
    {
        var rule = Rule();
        var first = ScheduleEngine.Evaluate(rule, new SchedulePosition { Index = 2, NextDue = Start, Seed = 8 }, Start.AddHours(9));
        Assert.Empty(first.Run);
        Assert.NotNull(first.Position.DeferredUntil);

        var second = ScheduleEngine.Evaluate(rule, first.Position, Start.AddHours(30));
        Assert.Empty(second.Run);
        Assert.True(second.Position.DeferredUntil >= Start.AddHours(30));

        var third = ScheduleEngine.Evaluate(rule, second.Position, second.WakeAt!.Value);
        Assert.Single(third.Run);
        Assert.Null(third.Position.DeferredUntil);
    }

    [Fact]
    public void A_crash_between_deciding_and_storing_decides_the_same_again()
    {
        var position = new SchedulePosition { Index = 2, NextDue = Start, Seed = 8 };
        var one = ScheduleEngine.Evaluate(Rule(), position, Start.AddSeconds(1));
        var again = ScheduleEngine.Evaluate(Rule(), position, Start.AddSeconds(90));
        Assert.Equal(one.Run, again.Run);
        Assert.Equal(one.Position, again.Position);
    }

    [Fact]
    public void An_outage_of_years_is_planned_at_once_and_reported_shortly()
    {
        var rule = Rule(min: 0.005, max: 0.01);
        var decision = ScheduleEngine.Evaluate(rule, new SchedulePosition { NextDue = Start, Seed = 8 }, Start.AddDays(900));
        Assert.InRange(decision.Skipped.Count, 1, ScheduleEngine.MaxReported);
        Assert.Equal("many", decision.Skipped[^1].Code);
        Assert.NotNull(decision.Position.DeferredUntil);
        Assert.InRange(decision.WakeAt!.Value, Start.AddDays(900), Start.AddDays(900).AddMinutes(1));
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_hold_a_late_occurrence_for_days()
    {
        var position = new SchedulePosition { Index = 2, NextDue = Start.AddDays(-9), DeferredUntil = Start, Seed = 8 };
        var decision = ScheduleEngine.Evaluate(Rule(), position, Start.AddDays(-8));
        Assert.InRange(decision.WakeAt!.Value, Start.AddDays(-8), Start.AddDays(-8).AddHours(1));
    }

    [Fact]
    public void A_due_time_further_off_than_any_interval_is_drawn_anew()
    {
        var position = new SchedulePosition { Index = 2, NextDue = Start.AddDays(8), LastDue = Start.AddDays(8).AddHours(-1), Seed = 8 };
        var decision = ScheduleEngine.Evaluate(Rule(), position, Start);
        Assert.Empty(decision.Run);
        Assert.InRange(decision.WakeAt!.Value, Start.AddHours(1), Start.AddHours(2));
    }

    [Fact]
    public void Rearm_brings_a_shortened_interval_into_force_at_once()
    {
        var position = new SchedulePosition { Index = 3, NextDue = Start.AddHours(70), LastDue = Start, Seed = 1 };
        var rearmed = ScheduleEngine.Rearm(Rule(min: 0.1, max: 0.2), position, Start.AddHours(5));
        Assert.InRange(rearmed.NextDue!.Value, Start.AddHours(5.1), Start.AddHours(5.2));
        Assert.Equal(4, rearmed.Index);
        Assert.Equal(Start, rearmed.LastDue);
    }

    [Fact]
    public void Rearm_leaves_what_is_due_already()
    {
        var position = new SchedulePosition { Index = 3, NextDue = Start, LastDue = Start.AddHours(-2), Seed = 1 };
        Assert.Equal(position, ScheduleEngine.Rearm(Rule(), position, Start.AddSeconds(1)));
    }

    [Fact]
    public void A_thousand_agents_back_after_two_hours_do_not_act_at_once()
    {
        var back = Start.AddHours(2);
        var wakes = Enumerable.Range(0, 1000)
            .Select(i => ScheduleEngine.Evaluate(Rule(id: $"agent-{i}"), new SchedulePosition { NextDue = Start.AddMinutes(i % 100), Seed = (ulong)i }, back))
            .ToList();
        Assert.All(wakes, wake => Assert.Empty(wake.Run));
        Assert.True(wakes.GroupBy(wake => (wake.WakeAt!.Value - back).Minutes).Max(group => group.Count()) < 40);
    }
}
