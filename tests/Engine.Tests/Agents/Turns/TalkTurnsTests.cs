using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Moods;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class TalkTurnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly EffectSeed Seed = new("ada", "emulated", "emulated/ada");
    private static readonly TurnOptions Options = new();
    private static readonly SocialStanding Standing = new() { Handle = "ada", IsLabelledAutomated = true, AiRepliesApproved = true };
    private static readonly RelationshipProposal Warm = new() { Sentiment = 0.15, Familiarity = 0.05, Trust = 9, Note = "She mends nets.", Mood = new MoodShift(0.1, 0, 0) };

    [Fact]
    public void A_reply_that_was_said_waits_to_be_thought_about_and_one_that_failed_does_not()
    {
        var said = Answered(Heard("7"), EffectState.Confirmed);
        Assert.Equal("We saw gulls.", Assert.Single(said.Inbox).Said);
        Assert.Equal("7", TalkTurns.Next(said, Now)!.Post.Id);
        Assert.Equal(DateTimeOffset.MinValue, TurnMachine.WakeAt(said, Options));
        Assert.Null(MentionInbox.Next(said, Now));
        Assert.Null(TalkTurns.Next(said with { PausedBy = "operator" }, Now));
        Assert.Empty(Answered(Heard("7"), EffectState.Failed).Inbox);
    }

    [Fact]
    public void End_moves_relationship_mood_and_memory_within_their_bounds_in_one_change()
    {
        var state = Answered(Heard("7"), EffectState.Confirmed);
        var change = TalkTurns.End(state, state.Inbox[0], Ada(), Stranger(), new TalkThought(Warm, Provenance.External, null), Now)!;

        var after = Assert.Single(change.Relationships);
        Assert.Equal((0.15, 0.05, RelationshipMachine.MostChange, 1L, 1L), (after.Sentiment, after.Familiarity, after.Trust, after.Interactions, after.Version));
        Assert.Equal("She mends nets.", Assert.Single(after.Notes).Text);
        Assert.Equal((0.1, Provenance.External), (change.State.Mood!.Mood.Valence, change.State.Mood.Provenance));
        var memory = Assert.Single(change.Memories);
        Assert.Equal(("social", "@carla: She mends nets.", Provenance.External), (memory.Kind, memory.Content, memory.Provenance));
        var row = Assert.Single(change.Journal);
        Assert.Equal((JournalKinds.Relationship, "talk:7"), (row.Kind, row.Key));
        Assert.Empty(change.State.Inbox);
    }

    [Fact]
    public void A_talk_counts_once()
    {
        var state = Answered(Heard("7"), EffectState.Confirmed);
        var ended = TalkTurns.End(state, state.Inbox[0], Ada(), Stranger(), TalkThought.None, Now)!;
        Assert.Null(TalkTurns.End(ended.State, state.Inbox[0], Ada(), ended.Relationships[0], TalkThought.None, Now));
        Assert.Same(ended.Relationships[0], RelationshipMachine.Apply(ended.Relationships[0], Warm, ended.Relationships[0].Recent[0], Provenance.External));
    }

    [Fact]
    public void A_question_is_charged_before_it_is_asked_and_asked_again_only_later()
    {
        var state = Answered(Heard("7"), EffectState.Confirmed);
        var begun = TalkTurns.Begun(state.Inbox[0], 50, Now);
        var asking = TalkTurns.Begin(state, state.Inbox[0], begun, 100, Now)!.State;
        Assert.Equal(50, asking.Day.Charged);
        Assert.Null(TalkTurns.Next(asking, Now.AddMinutes(4)));
        Assert.Null(TalkTurns.Begin(asking, state.Inbox[0], begun, 1000, Now));
        Assert.Null(TalkTurns.End(asking, state.Inbox[0], Ada(), Stranger(), TalkThought.None, Now));

        var rested = TalkTurns.Rest(asking, begun, 20, Now)!.State;
        Assert.Equal(20, rested.Day.Charged);
        Assert.Equal(Now.AddMinutes(5), TalkTurns.DueAt(rested));
        Assert.Null(TalkTurns.Begin(rested, rested.Inbox[0], TalkTurns.Begun(rested.Inbox[0], 90, Now), 100, Now));
    }

    [Fact]
    public void Who_says_stop_is_known_for_ever()
    {
        var state = Heard("7", text: "@ada please stop");
        var change = Decide(state, known: null)!;
        var other = Assert.Single(change.Relationships);
        Assert.True(other.Stopped);

        // The turn's own list of them is bounded; the relationship still says so.
        var later = Heard("8", text: "@ada hello again");
        Assert.Equal("refuse: stopped", Assert.Single(Decide(later, other)!.Journal).Summary);
    }

    [Theory]
    [InlineData("", false, 0)]
    [InlineData("", true, 1)]
    [InlineData("bo", false, 1)]
    public void Who_is_not_answered_has_spoken_to_the_agent_where_it_knows_them(string agent, bool isKnown, int relationships)
    {
        var state = Heard("7", agent: agent);
        var silent = Ada(""","behavior":{"conversation":{"mention_reply_probability":0}}""");
        var known = Stranger() with { TargetId = agent.Length > 0 ? agent : "2", IsAgent = agent.Length > 0, Version = isKnown ? 3 : 0 };
        var change = MentionInbox.Decide(state, state.Inbox[0], Seed, silent, Standing, Now, Options, known)!;
        Assert.Equal("ignore: probability", Assert.Single(change.Journal).Summary);
        Assert.Equal(relationships, change.Relationships.Length);
        Assert.All(change.Relationships, other => Assert.Equal((1L, known.Version + 1, 0d), (other.Interactions, other.Version, other.Sentiment)));
    }

    [Fact]
    public void An_upsetting_word_darkens_the_mood_of_the_answer_to_it()
    {
        var touchy = Ada(""","personality":{"emotional_range":{"stress_triggers":["gulls"]} }""");
        var state = Heard("7", text: "@ada the gulls again!");
        var change = MentionInbox.Decide(state, state.Inbox[0], Seed, touchy, Standing, Now, Options)!;
        Assert.Equal((-0.15, Provenance.External), (change.State.Mood!.Mood.Valence, change.State.Mood.Provenance));
        Assert.Null(Decide(state, null)!.State.Mood);
    }

    [Fact]
    public void Another_agent_is_answered_as_one()
    {
        var state = Heard("7", agent: "bo");
        Assert.Equal("bo", state.Inbox[0].AuthorKey);
        Assert.Equal("answer: own_agent", Decide(state, null)!.Journal[0].Summary);
    }

    [Fact]
    public void Begin_takes_what_the_definition_says_by_name()
    {
        var ada = Ada(""","initial_memory":{"relationships":{"Carla":{"sentiment":0.4,"familiarity":0.6,"notes":["Old friend."]} } }""");
        var known = RelationshipMachine.Begin(ada, "2", "carla", isAgent: false, Now);
        Assert.Equal(("2", "carla", 0.4, 0.6, 0L), (known.TargetId, known.Handle, known.Sentiment, known.Familiarity, known.Version));
        Assert.Equal(0, RelationshipMachine.Begin(ada, "3", "", isAgent: false, Now).Familiarity);
    }

    private static AgentDefinition Ada(string more = "") => AgentDefinitionParser.Parse($$"""{"id":"ada","name":"Ada","description":"A keeper."{{more}}}""", "").Definition!;

    private static Relationship Stranger() => RelationshipMachine.Stranger("2", "carla", isAgent: false);

    private static TurnChange? Decide(TurnState state, Relationship? known) => MentionInbox.Decide(state, state.Inbox[0], Seed, Ada(), Standing, Now, Options, known);

    private static TurnState Answered(TurnState state, EffectState end)
    {
        state = Decide(state, null)!.State;
        var effect = state.Open[0];
        TurnState Step(Func<Effect, Effect> step) => TurnMachine.Advance(state, state.Open[0], step)!.State;
        if (end == EffectState.Failed)
        {
            return Step(e => EffectMachine.Cancel(e, "too_late", "", Now));
        }

        state = Step(e => EffectMachine.Drafted(e, new SocialPost { Text = "We saw gulls.", ReplyToId = "7" }, PublishMode.Live, Now, Options));
        state = Step(e => EffectMachine.BeginAttempt(e, "1", Now, Options));
        return Step(e => EffectMachine.Settle(e, new SocialOutcome { Class = OutcomeClass.Sent, Code = "ok", PostId = "99" }, Now, Options));
    }

    private static TurnState Heard(string id, string text = "@ada what did you see?", string agent = "") => MentionInbox.Hear(new TurnState(), new MentionDelivery
    {
        AccountKey = "emulated/ada",
        OwnId = "100",
        OwnHandle = "ada",
        Agents = agent.Length > 0 ? new Dictionary<string, string> { ["2"] = agent } : [],
        Posts = [new SeenPost { Id = id, ConversationId = id, Text = text, Author = new SeenUser { Id = "2", Handle = "carla" }, CreatedAt = Now, Mentions = ["ada"] }],
    }).Change!.State;
}
