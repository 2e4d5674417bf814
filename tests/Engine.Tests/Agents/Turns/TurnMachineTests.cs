using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class TurnMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly TurnOptions Options = new();
    private static readonly EffectSeed Seed = new("ada", "emulated-1", "emulated-1/ada");
    private static readonly ScheduleRule Rule = new() { AgentId = "ada", Min = TimeSpan.FromHours(1), Max = TimeSpan.FromHours(2) };

    [Fact]
    public void Occur_the_occurrence_is_recorded_as_an_effect_before_anything_runs()
    {
        var change = Occurred(Due());
        var effect = Assert.Single(change.State.Open);
        Assert.Equal(EffectId.From("ada", EffectId.OfOccurrence("post", Start)), effect.Id);
        Assert.Equal(EffectState.Planned, effect.State);
        Assert.Equal(JournalKinds.Planned, Assert.Single(change.Journal).Kind);
        Assert.True(change.State.Posting!.NextDue > Start);
    }

    [Fact]
    public void Occur_the_same_occurrence_computed_again_is_the_same_effect() =>
        Assert.Equal(Occurred(Due()).State.Open[0].Id, Occurred(Due()).State.Open[0].Id);

    [Fact]
    public void Occur_with_too_many_open_effects_skips_and_says_why()
    {
        var full = Due() with { Open = [.. Enumerable.Range(0, Options.MaxOpenEffects).Select(i => Seed.Plan(EffectKind.Post, $"request:k:{i}", Start))] };
        var change = Occurred(full);
        Assert.Equal(Options.MaxOpenEffects, change.State.Open.Length);
        Assert.Equal("skipped", change.State.Last!.Result);
        Assert.Equal(JournalKinds.Skipped, Assert.Single(change.Journal).Kind);
    }

    [Fact]
    public void Foreign_finds_open_work_of_another_world_wherever_it_stands_but_not_what_waits_for_an_operator()
    {
        Effect Made(string world, string key, EffectState state) => new EffectSeed("ada", world, $"{world}/ada").Plan(EffectKind.Post, key, Start) with { State = state };
        var own = Made("live", "own", EffectState.Held);
        var unknown = Made("emulated-1", "unknown", EffectState.Unknown);
        Assert.Null(TurnMachine.Foreign(new TurnState { Open = [own, unknown] }, "live"));
        foreach (var state in new[] { EffectState.Planned, EffectState.Held, EffectState.Attempting })
        {
            var foreign = Made("emulated-1", "foreign", state) with { NotBefore = Start.AddDays(1), Expires = Start.AddDays(2) };
            Assert.Same(foreign, TurnMachine.Foreign(new TurnState { Open = [own, unknown, foreign] }, "live"));
        }
    }

    [Fact]
    public void OccurrenceAt_a_paused_or_deleted_agent_has_none()
    {
        Assert.NotNull(TurnMachine.OccurrenceAt(Due()));
        Assert.Null(TurnMachine.OccurrenceAt(Due() with { PausedBy = "ann" }));
        Assert.Null(TurnMachine.OccurrenceAt(Due() with { Deleted = true }));
    }

    [Fact]
    public void Advance_a_step_for_an_older_version_is_dropped()
    {
        var state = Occurred(Due()).State;
        var stale = state.Open[0];
        state = Advance(state, stale, e => EffectMachine.BeginComposing(e, 1, Start))!.State;
        Assert.Null(Advance(state, stale, e => EffectMachine.Cancel(e, "x", "", Start)));
        Assert.Null(Advance(state, stale with { Id = "e00" }, e => e));
    }

    [Fact]
    public void Advance_a_confirmed_post_leaves_the_open_ones_and_is_remembered_once()
    {
        var change = Confirmed(Occurred(Due()).State);
        Assert.Empty(change.State.Open);
        Assert.Equal("77", Assert.Single(change.State.Recent).ExternalId);
        Assert.Equal(change.Effects[0].Id, Assert.Single(change.Memories).Id);
        Assert.Equal((1, Start), (change.State.PostCount, change.State.LastPostAt));
        Assert.Contains(change.Journal, d => d.Kind == JournalKinds.Ended);
        Assert.Equal("confirmed", change.State.Last!.Result);
    }

    [Fact]
    public void Advance_an_unknown_effect_stays_at_hand_until_it_is_resolved_and_no_journal_key_repeats()
    {
        var state = Occurred(Due()).State;
        var unknown = state.Open[0] with { State = EffectState.Attempting, Payload = new SocialPost { Text = "hm" } };
        state = state with { Open = [unknown] };
        var lost = Advance(state, unknown, e => e with { State = EffectState.Unknown, Version = e.Version + 1 })!;
        Assert.Single(lost.State.Open);
        Assert.Null(TurnMachine.NextEffect(lost.State, Start.AddYears(1), Options));
        var resolved = Advance(lost.State, lost.State.Open[0], e => EffectMachine.Resolve(e, true, "9", "ann", Start))!;
        Assert.Empty(resolved.State.Open);
        var keys = lost.Journal.Concat(resolved.Journal).Select(d => d.Key).ToList();
        Assert.Equal(keys.Distinct(), keys);
    }

    [Fact]
    public void Recent_posts_are_bounded()
    {
        var state = Due();
        for (var i = 0; i < TurnMachine.RecentPosts + 5; i++)
        {
            var effect = Seed.Plan(EffectKind.Post, $"request:k:{i}", Start);
            state = Confirmed(TurnMachine.Plan(new TurnChange(state), effect, null).State).State;
        }

        Assert.Equal(TurnMachine.RecentPosts, state.Recent.Length);
        Assert.Equal(TurnMachine.RecentPosts + 5, state.PostCount);
    }

    [Fact]
    public void BeginComposing_reserves_in_the_same_step_and_stops_at_the_ceiling()
    {
        var state = Occurred(Due()).State;
        var change = TurnMachine.BeginComposing(state, state.Open[0], 60, 100, Start)!;
        Assert.Equal((60, 1), (change.State.Day.Charged, change.State.Open[0].Composings));
        Assert.Null(TurnMachine.BeginComposing(change.State, change.State.Open[0], 60, 100, Start));
    }

    [Fact]
    public void Occur_with_the_days_posts_used_up_skips_and_says_why()
    {
        var change = TurnMachine.Occur(
            Due() with { Day = AgentDay.None.At(Start).Count(EffectKind.Post) }, Seed, Rule, Start, Options, new AgentLimits { PostsPerDay = 1 });
        Assert.Empty(change.State.Open);
        Assert.Equal("skipped", change.State.Last!.Result);
        Assert.Contains("limits.posts_per_day", change.State.Last.Reason, StringComparison.Ordinal);
        Assert.Equal(change.State.Last.Reason, Assert.Single(change.Journal).Summary);
        Assert.True(change.State.Posting!.NextDue > Start);
    }

    [Theory]
    [InlineData(CatchUpMode.Skip)]
    [InlineData(CatchUpMode.One)]
    [InlineData(CatchUpMode.All)]
    public void Occur_after_any_outage_no_two_journal_entries_share_a_key(CatchUpMode mode)
    {
        foreach (var hours in (int[])[3, 20, 26, 27, 48, 100, 1000, 10_000])
        {
            var change = TurnMachine.Occur(Due(), Seed, Rule with { CatchUp = mode }, Start.AddHours(hours), Options, new AgentLimits());
            Assert.Equal(change.Journal.Length, change.Journal.Select(j => j.Key).Distinct().Count());
        }
    }

    [Fact]
    public void BeginAttempt_takes_a_place_in_the_day_in_the_same_step_and_a_resend_takes_none()
    {
        var state = Occurred(Due()).State;
        state = Advance(state, state.Open[0], e => EffectMachine.Drafted(e, new SocialPost { Text = "Tea." }, PublishMode.Live, Start, Options))!.State;
        var stale = state.Open[0];
        var change = TurnMachine.BeginAttempt(state, stale, EffectMachine.BeginAttempt(stale, "0", Start, Options), Start)!;
        Assert.Equal((1, EffectState.Attempting), (change.State.Day.Posts, change.State.Open[0].State));
        Assert.Equal(JournalKinds.Attempt, Assert.Single(change.Journal).Kind);
        Assert.Null(TurnMachine.BeginAttempt(change.State, stale, EffectMachine.BeginAttempt(stale, "0", Start, Options), Start));

        var again = change.State.Open[0] with { State = EffectState.Planned };
        var resent = TurnMachine.BeginAttempt(change.State with { Open = [again] }, again, EffectMachine.BeginAttempt(again, "0", Start, Options), Start)!;
        Assert.Equal((1, 2), (resent.State.Day.Posts, resent.State.Open[0].Attempt!.Number));
    }

    private static TurnState Due() => new() { Posting = new SchedulePosition { NextDue = Start, Seed = 7 } };

    private static TurnChange Occurred(TurnState state) => TurnMachine.Occur(state, Seed, Rule, Start, Options, AgentLimits.None);

    private static TurnChange? Advance(TurnState state, Effect expected, Func<Effect, Effect> step) =>
        TurnMachine.Advance(state, expected, step, JournalKinds.Outcome, _ => ("", null));

    private static TurnChange Confirmed(TurnState state)
    {
        state = Advance(state, state.Open[0], e => EffectMachine.Drafted(e, new SocialPost { Text = "The kettle knows." }, PublishMode.Live, Start, Options))!.State;
        state = Advance(state, state.Open[0], e => EffectMachine.BeginAttempt(e, "0", Start, Options))!.State;
        return Advance(state, state.Open[0], e => EffectMachine.Settle(e, new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok, PostId = "77" }, Start, Options))!;
    }
}
