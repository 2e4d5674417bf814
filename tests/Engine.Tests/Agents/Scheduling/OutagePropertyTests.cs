using FsCheck;
using FsCheck.Fluent;
using PuppetEngine.Engine.Agents.Scheduling;

namespace PuppetEngine.Tests.Engine.Agents.Scheduling;

/// <summary>What holds after any outage, of any rule: nothing that is missed makes an agent chatter.</summary>
public sealed class OutagePropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 20, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(CatchUpMode.Skip, 0)]
    [InlineData(CatchUpMode.One, 1)]
    public void After_any_outage_at_most_so_many_late_posts(CatchUpMode mode, int most) =>
        Prop.ForAll(Lives().ToArbitrary(), life =>
        {
            var rule = Rule(mode, life.MinMinutes, life.SpanMinutes);
            var (ran, _) = Live(rule, life);
            var late = ran.Where(r => r.At - r.Due > rule.Grace).ToList();
            return (late.Count <= most && late.All(r => r.At >= Back(life)))
                .Label($"{late.Count} late posts: {string.Join(", ", late.Select(r => $"{r.Due:u} at {r.At:u}"))}");
        }).Check();

    [Fact]
    public void After_any_outage_all_never_runs_what_was_too_late_when_the_agent_came_back() =>
        Prop.ForAll(Lives().ToArbitrary(), life =>
        {
            var rule = Rule(CatchUpMode.All, life.MinMinutes, life.SpanMinutes);
            var (ran, _) = Live(rule, life);
            var late = ran.Where(r => r.At - r.Due > rule.Grace).ToList();
            return late.All(r => r.At - r.Due <= rule.MaxLateness + TimeSpan.FromHours(1)) && late.Zip(late.Skip(1)).All(p => p.First.Due < p.Second.Due);
        }).Check();

    [Fact]
    public void No_occurrence_runs_twice_whatever_the_outage() =>
        Prop.ForAll(Lives().ToArbitrary(), life => new[] { CatchUpMode.Skip, CatchUpMode.One, CatchUpMode.All }.All(mode =>
        {
            var (ran, skipped) = Live(Rule(mode, life.MinMinutes, life.SpanMinutes), life);
            var indexes = ran.Select(r => r.Index).ToList();
            return indexes.Distinct().Count() == indexes.Count && indexes.SequenceEqual(indexes.Order()) && !indexes.Intersect(skipped).Any();
        })).Check();

    private static Gen<Life> Lives() =>
        from seed in Gen.Choose(0, int.MaxValue)
        from min in Gen.Choose(1, 600)
        from span in Gen.Choose(0, 600)
        from begin in Gen.Choose(1, 2_000)
        from length in Gen.OneOf(Gen.Choose(0, 30), Gen.Choose(0, 5_000), Gen.Choose(0, 500_000))
        select new Life((ulong)seed, min, span, begin, length);

    private static ScheduleRule Rule(CatchUpMode mode, int minMinutes, int spanMinutes) => new()
    {
        AgentId = "ada",
        Min = TimeSpan.FromMinutes(minMinutes),
        Max = TimeSpan.FromMinutes(minMinutes + spanMinutes),
        CatchUp = mode,
        FirstDelay = TimeSpan.FromSeconds(10),
    };

    private static DateTimeOffset Back(Life life) => Start.AddMinutes(life.OutageFrom + life.OutageLength);

    private static (List<(DateTimeOffset Due, DateTimeOffset At, long Index)> Ran, List<long> Skipped) Live(ScheduleRule rule, Life life)
    {
        var (ran, skipped) = (new List<(DateTimeOffset, DateTimeOffset, long)>(), new List<long>());
        var position = new SchedulePosition { Seed = life.Seed };
        var (now, outage, end) = (Start, Start.AddMinutes(life.OutageFrom), Back(life).AddMinutes(3_000));
        while (now <= end)
        {
            now = now >= outage && now < Back(life) ? Back(life) : now;
            var decision = ScheduleEngine.Evaluate(rule, position, now);
            position = decision.Position;
            ran.AddRange(decision.Run.Select(o => (o.Due, now, o.Index)));
            skipped.AddRange(decision.Skipped.Select(s => s.Index));
            now = decision.WakeAt!.Value > now ? decision.WakeAt.Value : now.AddMilliseconds(1);
        }

        return (ran, skipped);
    }

    /// <summary>An agent's life around one outage; all but the seed in minutes.</summary>
    private sealed record Life(ulong Seed, int MinMinutes, int SpanMinutes, int OutageFrom, int OutageLength);
}
