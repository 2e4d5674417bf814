using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class LikeTurnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TurnOptions Options = new();
    private static readonly SocialStanding Enterprise = new()
    {
        Handle = "ada", IsLabelledAutomated = true, AiRepliesApproved = true, AutomatedLikesApproved = true, Tier = SocialTier.Of("enterprise"),
    };

    private static readonly AgentDefinition Ada = AgentDefinitionParser.Parse(
        """{"id":"ada","behavior":{"conversation":{"mention_reply_probability":0},"interaction_patterns":{"like_probability":1,"mention_response_time":{"min_minutes":2,"max_minutes":2} } } }""", "").Definition!;

    [Fact]
    public void A_like_is_planned_once_with_its_payload_for_its_time()
    {
        var state = Heard();
        var change = Decide(state, Enterprise)!;
        var like = Assert.Single(change.State.Open);
        Assert.Equal((EffectKind.Like, EffectState.Planned, EffectId.From("ada", "mention:7"), "7", ""), (like.Kind, like.State, like.Id, like.Payload!.LikeId, like.Payload.Text));
        Assert.Equal((EffectStep.Wait, EffectStep.Send), (EffectMachine.Next(like, Now, Options), EffectMachine.Next(like, Now.AddMinutes(2), Options)));
        Assert.Equal("7", like.ToView().TargetId);
        Assert.Equal("like", Assert.Single(Assert.Single(change.Relationships).Recent).Kind);
        Assert.Null(MentionInbox.Hear(change.State, Delivery()).Change);
    }

    [Theory]
    [InlineData("pay_per_use", true)]
    [InlineData("basic", true)]
    [InlineData("enterprise", false)]
    public void Without_tier_or_agreement_nothing_is_liked(string tier, bool agreed)
    {
        var change = Decide(Heard(), Enterprise with { Tier = SocialTier.Of(tier), AutomatedLikesApproved = agreed })!;
        Assert.Empty(change.State.Open);
        Assert.Equal("ignore: probability", Assert.Single(change.Journal).Summary);
    }

    [Theory]
    [InlineData(PublishMode.Review, EffectState.Held, 1)]
    [InlineData(PublishMode.DryRun, EffectState.DryRun, 0)]
    public void A_like_is_held_or_only_recorded_as_the_agent_publishes(PublishMode mode, EffectState expected, int open)
    {
        var change = Decide(Heard(), Enterprise, mode)!;
        Assert.Equal(open, change.State.Open.Length);
        Assert.Equal(expected, change.Effects[^1].State);
        Assert.Empty(change.State.Recent);
        Assert.Empty(change.Memories);
    }

    [Fact]
    public void A_like_in_doubt_is_made_again_as_it_was_and_its_end_is_no_post()
    {
        var state = Decide(Heard(), Enterprise)!.State;
        TurnChange Step(Func<Effect, Effect> step) => TurnMachine.Advance(state, state.Open[0], step)!;
        state = Step(e => EffectMachine.BeginAttempt(e, "1", Now.AddMinutes(2), Options)).State;
        state = Step(e => EffectMachine.Settle(e, new SocialOutcome { Class = OutcomeClass.Ambiguous, Code = SocialOutcomeCodes.Timeout }, Now.AddMinutes(3), Options)).State;
        Assert.Equal((EffectState.Attempting, true), (state.Open[0].State, EffectMachine.IsRepeatable(state.Open[0].Kind)));

        state = Step(e => EffectMachine.Repeat(e, Now.AddMinutes(9), Options)).State;
        Assert.Equal(EffectStep.Send, EffectMachine.Next(state.Open[0], Now.AddMinutes(9), Options));
        state = Step(e => EffectMachine.BeginAttempt(e, "1", Now.AddMinutes(9), Options)).State;
        var end = Step(e => EffectMachine.Settle(e, new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok }, Now.AddMinutes(9), Options));
        Assert.Equal((EffectState.Confirmed, "7"), (end.Effects[0].State, end.Effects[0].ExternalId));
        Assert.Equal((0L, null), (end.State.PostCount, end.State.LastPostAt));
        Assert.Empty(end.State.Recent);
        Assert.Equal((0, 0), (end.State.Day.At(Now).Count(EffectKind.Like).Posts, end.State.Day.At(Now).Count(EffectKind.Like).Replies));
    }

    [Fact]
    public void A_like_that_nobody_answers_is_made_again_for_hours_before_a_person_is_asked()
    {
        var like = Decide(Heard(), Enterprise)!.State.Open[0];
        var (now, waits) = (Now.AddMinutes(2), new List<double>());
        while (like.State == EffectState.Planned)
        {
            Assert.Equal(EffectStep.Send, EffectMachine.Next(like, now, Options));
            like = EffectMachine.Settle(EffectMachine.BeginAttempt(like, "1", now, Options), new SocialOutcome { Class = OutcomeClass.Ambiguous, Code = SocialOutcomeCodes.Timeout }, now, Options);
            now = EffectMachine.WakeAt(like, Options)!.Value;
            like = EffectMachine.Repeat(like, now, Options);
            waits.Add(((like.NotBefore ?? now) - now).TotalMinutes);
            now = like.NotBefore ?? now;
        }

        Assert.Equal((EffectState.Unknown, "like_unanswered"), (like.State, like.Verdict));
        Assert.Equal([0, 0, 0, 0, 10, 20, 40, 80, 160, 320, 0], waits);
        Assert.Equal(11, like.Attempt!.Number);
    }

    private static TurnChange? Decide(TurnState state, SocialStanding standing, PublishMode mode = PublishMode.Live) =>
        MentionInbox.Decide(state, state.Inbox[0], new EffectSeed("ada", "emulated", "emulated/ada"), Ada, standing, Now, Options, null, mode);

    private static TurnState Heard() => MentionInbox.Hear(new TurnState(), Delivery()).Change!.State;

    private static MentionDelivery Delivery() => new()
    {
        AccountKey = "emulated/ada",
        OwnId = "100",
        OwnHandle = "ada",
        Posts = [new SeenPost { Id = "7", ConversationId = "7", Text = "@ada hello", Author = new SeenUser { Id = "2", Handle = "carla" }, CreatedAt = Now, Mentions = ["ada"] }],
    };
}
