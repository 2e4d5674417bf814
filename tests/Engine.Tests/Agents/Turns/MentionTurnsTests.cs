using System.Text.Json;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class MentionTurnsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly TurnOptions Options = new();
    private static readonly EffectSeed Seed = new("ada", "emulated-1", "emulated-1/ada");
    private static readonly ConversationAccount Account = new("1", "ada");

    private static AgentDefinition Definition(string behavior = "{}") => AgentDefinitionParser.Parse($$"""{"id":"ada","seed":3,"behavior":{{behavior}}}""", "").Definition!;

    private static Mention Of(string id, string text = "what do you think of bells?") => new() { Id = id, ConversationId = id, AuthorId = "9", AuthorHandle = "bob", Text = text, At = Start };

    private static MentionStep Decide(TurnState state, Mention mention, AgentDefinition? definition = null, DateTimeOffset? now = null) =>
        MentionTurns.Decide(state, Seed, definition ?? Definition(), Account, mention, now ?? Start, Options);

    [Fact]
    public void Decide_an_answer_is_planned_as_a_reply_and_told_in_one_commit()
    {
        var step = Decide(new TurnState(), Of("10"));
        var effect = Assert.Single(step.Change!.State.Open);
        Assert.Equal((EffectKind.Reply, EffectState.Planned, EffectId.From("ada", "mention:10")), (effect.Kind, effect.State, effect.Id));
        Assert.Equal([JournalKinds.Mention, JournalKinds.Planned], step.Change.Journal.Select(j => j.Kind));
        Assert.Equal(effect.Id, step.Change.Journal[0].EffectId);
        Assert.Equal("mention", effect.ToView().Cause);
        Assert.Single(step.Change.State.Conversations.Replies);
    }

    [Fact]
    public void Decide_a_mention_that_comes_twice_changes_nothing() =>
        Assert.Null(Decide(Decide(new TurnState(), Of("10")).Change!.State, Of("10")).Change);

    [Fact]
    public void Decide_a_mention_that_an_old_install_answered_is_told_once_and_not_answered_again()
    {
        var definition = AgentDefinitionParser.Parse("""{"id":"ada","seed":3,"initial_memory":{"answered_mentions":["9","10"]}}""", "").Definition!;

        var step = Decide(new TurnState(), Of("10"), definition);

        Assert.Equal((MentionChoice.Ignore, MentionReasons.AnsweredBefore), (step.Decision.Choice, step.Decision.Reason));
        Assert.Empty(step.Change!.State.Open);
        Assert.Equal(JournalKinds.Mention, Assert.Single(step.Change.Journal).Kind);
        Assert.Null(Decide(step.Change.State, Of("10"), definition).Change);
        Assert.Equal(MentionChoice.Answer, Decide(new TurnState(), Of("11"), definition).Decision.Choice);
    }

    [Fact]
    public void Decide_a_delayed_answer_waits()
    {
        var effect = Decide(new TurnState(), Of("10"), Definition("""{"interaction_patterns":{"mention_response_time":{"min_minutes":5,"max_minutes":9}}}""")).Change!.State.Open[0];
        Assert.InRange(effect.NotBefore!.Value, Start.AddMinutes(5), Start.AddMinutes(9));
        Assert.Equal(EffectStep.Wait, EffectMachine.Next(effect, Start, Options));
    }

    [Fact]
    public void Decide_every_other_choice_is_told_without_an_effect_or_the_authors_words()
    {
        var step = Decide(new TurnState(), Of("10", "@ada stop"));
        Assert.Empty(step.Change!.State.Open);
        var entry = Assert.Single(step.Change.Journal);
        Assert.Equal("refuse: stop_said", entry.Summary);
        Assert.DoesNotContain("@ada stop", JsonSerializer.Serialize(entry.Payload), StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_with_too_many_open_effects_holds()
    {
        var full = new TurnState { Open = [.. Enumerable.Range(0, Options.MaxOpenEffects).Select(i => Seed.Plan(EffectKind.Post, $"request:k:{i}", Start))] };
        Assert.Equal((MentionChoice.Hold, MentionReasons.Backlog), (Decide(full, Of("10")).Decision.Choice, Decide(full, Of("10")).Decision.Reason));
    }

    [Fact]
    public void Due_says_whether_a_planned_reply_may_leave_now()
    {
        var late = Definition("""{"interaction_patterns":{"mention_response_time":{"min_minutes":5,"max_minutes":9}}}""");
        var state = Decide(new TurnState(), Of("10"), late).Change!.State;
        var effect = state.Open[0];
        Assert.Equal("10", MentionTurns.MentionOf(effect));

        var early = MentionTurns.Due(state, effect, late, Account, Start);
        Assert.Equal((false, effect.NotBefore), (early.IsNow, early.NotBefore));
        Assert.True(MentionTurns.Due(state, effect, late, Account, Start.AddHours(5)).IsNow);

        var stopped = Decide(state, Of("11", "@ada leave me alone"), late).Change!.State;
        Assert.True(MentionTurns.Due(stopped, effect, late, Account, Start.AddHours(5)).IsTooLate);
        Assert.True(MentionTurns.Due(state, effect, late, Account, Start.AddDays(3)).IsTooLate);
        Assert.Null(MentionTurns.MentionOf(Seed.Plan(EffectKind.Post, "request:k:1", Start)));
    }

    [Fact]
    public void Refuse_is_final()
    {
        var step = MentionTurns.Refuse(new TurnState(), Of("10"), "The author did not summon the agent.", Start);
        Assert.Equal(MentionReasons.Policy, step.Decision.Reason);
        Assert.Null(Decide(step.Change!.State, Of("10")).Change);
        Assert.Null(MentionTurns.Refuse(step.Change.State, Of("10"), "x", Start).Change);
    }

    [Fact]
    public void A_reply_that_left_counts_and_does_not_touch_the_post_timer()
    {
        var state = Planned();
        state = Advance(state, e => EffectMachine.Drafted(e, new SocialPost { Text = "Bells are honest.", ReplyToId = "10" }, PublishMode.DryRun, Start.AddMinutes(1), Options));
        Assert.Null(state.LastPostAt);
        Assert.True(Assert.Single(state.Conversations.Replies).Sent);
        Assert.Equal(1, state.Conversations.TurnsIn("10"));
    }

    [Theory]
    [InlineData(EffectKind.Post, Provenance.Self, Provenance.Self)]
    [InlineData(EffectKind.Post, Provenance.External, Provenance.External)]
    [InlineData(EffectKind.Reply, Provenance.Self, Provenance.External)]
    public void What_is_remembered_of_a_text_carries_the_label_of_what_it_was_written_from(EffectKind kind, Provenance prompt, Provenance label)
    {
        var state = new TurnState { Open = [Seed.Plan(kind, "request:k:1", Start)] };
        var change = TurnMachine.Advance(state, state.Open[0], e => EffectMachine.Drafted(e, new SocialPost { Text = "Bells are honest.", ReplyToId = kind == EffectKind.Reply ? "10" : null }, PublishMode.DryRun, Start, Options, prompt))!;
        Assert.Equal(label, Assert.Single(change.Memories).Provenance);
        Assert.Equal(label, Assert.Single(change.State.Recent).Provenance);
    }

    [Fact]
    public void A_reply_that_failed_gives_its_turn_back()
    {
        var state = Advance(Planned(), e => EffectMachine.Cancel(e, "rejected", "", Start));
        Assert.Empty(state.Conversations.Replies);
        Assert.Equal(0, state.Conversations.TurnsIn("10"));
    }

    [Fact]
    public void The_ledger_survives_the_states_json_and_an_older_state_has_none()
    {
        var state = Planned();
        var back = JsonSerializer.Deserialize<TurnState>(JsonSerializer.Serialize(state))!;
        Assert.Equal(JsonSerializer.Serialize(state.Conversations), JsonSerializer.Serialize(back.Conversations));
        Assert.Null(Decide(back, Of("10")).Change);
        var old = JsonSerializer.Deserialize<TurnState>("""{"Commit":4}""")!;
        Assert.NotNull(Decide(old, Of("10")).Change);
    }

    private static TurnState Planned() => Decide(new TurnState(), Of("10")).Change!.State;

    private static TurnState Advance(TurnState state, Func<Effect, Effect> step) => TurnMachine.Advance(state, state.Open[0], step)!.State;
}
