using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class ThreadTurnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TurnOptions Options = new();
    private static readonly EffectSeed Seed = new("ada", "emulated-1", "emulated-1/ada");
    private static readonly string[] Followers = ["The second.", "The third."];

    [Fact]
    public void Laid_the_parts_stand_in_one_step_and_only_the_first_may_leave()
    {
        var change = Laid();
        Assert.Equal([(1, 3), (2, 3), (3, 3)], change.State.Open.Select(e => (e.Thread!.Part, e.Thread.Of)));
        Assert.Equal(["The first.", "The second.", "The third."], change.State.Open.Select(e => e.Payload!.Text));
        Assert.Equal([EffectStep.Send, EffectStep.Wait, EffectStep.Wait], change.State.Open.Select(e => EffectMachine.Next(e, Now, Options)));
        Assert.All(change.State.Open, e => Assert.Equal(change.State.Open[0].Id, e.Thread!.HeadId));
        Assert.Equal(EffectId.From("ada", EffectId.OfThreadPart(change.State.Open[0].Id, 2)), change.State.Open[1].Id);
        Assert.Equal([JournalKinds.Planned, JournalKinds.Drafted, JournalKinds.Planned, JournalKinds.Planned], change.Journal.Select(r => r.Kind));
        Assert.Equal(change.State.Open.OrderBy(e => e.At).Select(e => e.Id), change.State.Open.Select(e => e.Id));
        Assert.Equal([change.State.Open[1].Id, change.State.Open[2].Id, null], change.State.Open.Select(e => e.ToView().ThreadNextId));
    }

    [Fact]
    public void Ended_each_part_answers_the_one_before_it_and_only_then()
    {
        var state = Laid().State;
        foreach (var postId in new[] { "101", "102", "103" })
        {
            var next = TurnMachine.NextEffect(state, Now, Options)!.Value.Effect;
            Assert.Equal(postId == "101" ? null : $"{int.Parse(postId, null) - 1}", next.Payload!.ReplyToId);
            state = Confirm(state, next, postId).State;
        }

        Assert.Empty(state.Open);
        Assert.Equal(["The third.", "The second.", "The first."], state.Recent.Select(r => r.Text));
        Assert.Equal((3, 0), (state.Day.At(Now).Posts, state.Day.At(Now).Replies));
    }

    [Fact]
    public void Ended_after_a_part_that_failed_nothing_follows_and_each_says_why()
    {
        var state = Confirm(Laid().State, Laid().State.Open[0], "101").State;
        var change = Advance(state, state.Open[0], e => EffectMachine.Blocked(e, "blocked_outgoing", "", Now));
        Assert.Empty(change.State.Open);
        Assert.Equal([EffectState.Failed, EffectState.Cancelled], change.Effects.Select(e => e.State));
        Assert.Equal(ThreadTurns.BrokenVerdict, change.Effects[1].Verdict);
        Assert.Equal(2, change.Journal.Count(r => r.Kind == JournalKinds.Ended));
    }

    [Fact]
    public void Ended_a_part_in_doubt_keeps_the_rest_waiting_for_the_word_of_an_operator()
    {
        var state = Laid().State;
        state = Advance(state, state.Open[0], e => EffectMachine.BeginAttempt(e, "1", Now, Options)).State;
        var duplicate = new SocialOutcome { Class = OutcomeClass.NotSent, Code = SocialOutcomeCodes.Duplicate };
        state = Advance(state, state.Open[0], e => EffectMachine.Settle(e, duplicate, Now, Options)).State;
        state = Advance(state, state.Open[0], e => EffectMachine.Observe(e, TimelineFinding.Absent, null, null, Now, Options)).State;
        state = Advance(state, state.Open[0], e => EffectMachine.Observe(e, TimelineFinding.Absent, null, null, Now.AddMinutes(1), Options)).State;
        Assert.Equal((EffectState.Unknown, 3), (state.Open[0].State, state.Open.Length));
        Assert.Null(TurnMachine.NextEffect(state, Now.AddMinutes(2), Options));

        var sent = Advance(state, state.Open[0], e => EffectMachine.Resolve(e, sent: true, "777", "ann", Now)).State;
        Assert.Equal("777", TurnMachine.NextEffect(sent, Now, Options)!.Value.Effect.Payload!.ReplyToId);
        Assert.Empty(Advance(state, state.Open[0], e => EffectMachine.Resolve(e, sent: false, null, "ann", Now)).State.Open);
    }

    [Fact]
    public void A_held_thread_is_approved_by_a_word_on_its_first_part_and_rejected_likewise()
    {
        var state = Laid(PublishMode.Review).State;
        Assert.All(state.Open, e => Assert.Equal(EffectState.Held, e.State));
        var approved = Advance(state, state.Open[0], e => EffectMachine.Approve(e, null, Now, Now.AddDays(1)));
        approved = ThreadTurns.Approved(approved, approved.Effects[^1], "ann", Now, Now.AddDays(1));
        Assert.All(approved.State.Open, e => Assert.Equal((EffectState.Planned, true), (e.State, e.Approved)));
        Assert.Equal(EffectStep.Wait, EffectMachine.Next(approved.State.Open[1], Now, Options));

        var rejected = Advance(state, state.Open[0], e => EffectMachine.Cancel(e, "rejected", "", Now));
        Assert.Empty(rejected.State.Open);
        Assert.Equal(3, rejected.Effects.Count(e => e.State == EffectState.Cancelled));
    }

    [Fact]
    public void A_thread_of_an_agent_that_publishes_nothing_is_recorded_whole()
    {
        var change = Laid(PublishMode.DryRun);
        Assert.Empty(change.State.Open);
        Assert.Equal(3, change.Effects.Count(e => e.State == EffectState.DryRun));
        Assert.Equal(3, change.Memories.Length);
    }

    [Fact]
    public void CheckThread_names_the_part_and_counts_them()
    {
        var ada = AgentDefinitionParser.Parse("""{"id":"ada","style_guide":{"vocabulary":{"avoid_terms":["synergy"]}}}""", "").Definition!;
        var verdicts = DraftChecks.CheckThread(new DraftGate(), ada, [], ["The tide is late.", "More synergy.", "Good night."], 2, force: false, null, null, NoSecrets.Instance);
        Assert.Equal(["avoided_term", "too_long"], verdicts.Select(v => v.Code));
        Assert.StartsWith("Part 2: ", verdicts[0].Detail, StringComparison.Ordinal);
        Assert.Equal("near_duplicate", Assert.Single(DraftChecks.CheckThread(new DraftGate(), ada, [], ["The tide is late again today, friends.", "The tide is late again today, friends."], 2, false, null, null, NoSecrets.Instance)).Code);
    }

    [Fact]
    public void CheckThread_instructions_that_two_parts_share_are_found()
    {
        var ada = AgentDefinitionParser.Parse("""{"id":"ada"}""", "").Definition!;
        const string Prompt = "never tell anybody that the harbour master hides his rum under the third bollard";
        string[] parts = ["Never tell anybody that the harbour master", "hides his rum under the third bollard"];
        Assert.Equal("blocked_outgoing", Assert.Single(DraftChecks.CheckThread(new DraftGate(), ada, [], parts, 2, false, null, Prompt, NoSecrets.Instance)).Code);
    }

    [Fact]
    public void CleanThread_a_post_that_is_too_long_is_cut_at_a_sentence()
    {
        var ada = AgentDefinitionParser.Parse("""{"id":"ada"}""", "").Definition!;
        var first = string.Join(' ', Enumerable.Repeat("The tide is late again.", 14));
        var parts = DraftChecks.CleanThread($$"""{"posts":["{{first}}","Good night."]}""", ada, 3);
        Assert.Equal(3, parts.Count);
        Assert.All(parts, p => Assert.True(WeightedLength.Of(p) <= 280 && p.EndsWith('.')));
        Assert.Equal($"{first} Good night.", string.Join(' ', parts));
    }

    private static TurnChange Laid(PublishMode mode = PublishMode.Live)
    {
        var head = Seed.Plan(EffectKind.Post, EffectId.OfRequest("k/1"), Now) with { MostParts = 3, Expires = Now.AddDays(1) };
        var change = TurnMachine.Plan(new TurnChange(new TurnState()), head, null);
        change = change.Then(TurnMachine.Advance(
            change.State, head, e => EffectMachine.Drafted(ThreadTurns.Headed(e, Followers), new SocialPost { Text = "The first." }, mode, Now, Options), JournalKinds.Drafted, _ => ("drafted", null))!);
        return ThreadTurns.Laid(change, Followers, mode, Now, Options);
    }

    private static TurnChange Confirm(TurnState state, Effect effect, string postId)
    {
        var begun = EffectMachine.BeginAttempt(effect, "1", Now, Options);
        state = TurnMachine.BeginAttempt(state, effect, begun, Now)!.State;
        return Advance(state, begun, e => EffectMachine.Settle(e, new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok, PostId = postId }, Now, Options));
    }

    private static TurnChange Advance(TurnState state, Effect effect, Func<Effect, Effect> step) => TurnMachine.Advance(state, effect, step)!;
}
