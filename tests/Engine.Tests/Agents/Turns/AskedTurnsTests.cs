using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class AskedTurnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TurnOptions Options = new();
    private static readonly EffectSeed Seed = new("ada", "emulated-1", "emulated-1/ada");
    private static readonly OwnAccount Own = new("9", "ada");
    private static readonly SeenPost Target = new()
    {
        Id = "7", Text = "@ada when?", Author = new SeenUser { Id = "70", Handle = "mina" }, CreatedAt = Now, ConversationId = "7", Mentions = ["ada"],
    };

    [Theory]
    [InlineData("enterprise", true, true, null)]
    [InlineData("pay_per_use", true, true, null)]
    [InlineData("pay_per_use", true, false, "ai_reply_not_approved")]
    [InlineData("pay_per_use", false, true, "not_summoned")]
    [InlineData("enterprise", false, true, null)]
    public void A_reply_is_judged_by_tier_summons_and_approval(string tier, bool summoned, bool approved, string? expected)
    {
        var target = summoned ? Target : Target with { Text = "when?", Mentions = [] };
        Assert.Equal(expected, Refusal(new TurnState(), Asked(), target, Standing(tier) with { AiRepliesApproved = approved })?.Code);
    }

    [Fact]
    public void A_persons_own_words_need_no_approval_but_are_judged_all_the_same()
    {
        var standing = Standing("pay_per_use") with { AiRepliesApproved = false };
        var own = Asked() with { Frame = new SocialPost { Text = "At ten.", ReplyToId = "7" } };
        Assert.Null(Refusal(new TurnState(), own, Target, standing));
        Assert.Equal("too_many_cashtags", Refusal(new TurnState(), own with { Frame = own.Frame with { Text = "$AA and $BB" } }, Target, standing)?.Code);
    }

    [Fact]
    public void What_is_not_there_or_wants_to_be_left_alone_is_refused()
    {
        Assert.Equal("no_target", Refusal(new TurnState(), Asked(), null, Standing("enterprise"))?.Code);
        Assert.Equal("author_opted_out", AskedTurns.Refusal(new TurnState(), Asked(), Target, [], Own, Standing("enterprise"), optedOut: true, null)?.Code);
    }

    [Fact]
    public void One_post_gets_one_reply_whether_a_mention_or_a_person_called_for_it()
    {
        var enterprise = Standing("enterprise");
        var mention = Seed.Plan(EffectKind.Reply, EffectId.OfMention("7"), Now);
        var asked = Asked();
        Assert.Equal("already_answered", Refusal(new TurnState { Open = [mention, asked] }, asked, Target, enterprise)?.Code);
        // Of two that were asked for, the first is the one.
        Assert.Null(Refusal(new TurnState { Open = [asked, Asked("k/2")] }, asked, Target, enterprise));
        Assert.Equal("already_answered", Refusal(new TurnState { Open = [asked, Asked("k/2")] }, Asked("k/2"), Target, enterprise)?.Code);
        Assert.Equal("already_answered", Refusal(Confirmed(asked), Asked("k/3"), Target, enterprise)?.Code);
        Assert.Equal("already_answered", AskedTurns.Refusal(new TurnState(), asked, Target, [], Own, enterprise, false, mention.ToView() with { State = EffectState.Confirmed })?.Code);
        Assert.Null(AskedTurns.Refusal(new TurnState(), asked, Target, [], Own, enterprise, false, mention.ToView() with { State = EffectState.Failed }));
    }

    [Fact]
    public void A_mention_that_a_person_had_answered_is_refused_with_that_reason()
    {
        var ada = AgentDefinitionParser.Parse("""{"id":"ada","handle":"ada"}""", "").Definition!;
        var delivery = new MentionDelivery { AccountKey = "emulated-1/ada", OwnId = "9", OwnHandle = "ada", Posts = [Target], Referenced = [], Agents = [] };
        var state = MentionInbox.Hear(Confirmed(Asked()), delivery).Change!.State;
        var change = MentionInbox.Decide(state, state.Inbox[0], Seed, ada, Standing("enterprise"), Now, Options)!;
        Assert.Empty(change.State.Open);
        Assert.Equal("refuse: policy", Assert.Single(change.Journal, r => r.Kind == JournalKinds.Mention).Summary);
    }

    [Fact]
    public void Without_its_payload_it_is_composed_first_and_a_repost_in_doubt_is_made_again()
    {
        var repost = Seed.Plan(EffectKind.Repost, EffectId.OfRequest("k/1"), Now) with { Frame = new SocialPost { Text = "", RepostId = "7" } };
        Assert.Equal((EffectStep.Compose, false, "7"), (EffectMachine.Next(repost, Now, Options), repost.IsGenerated, repost.ToView().TargetId));
        Assert.True(EffectMachine.IsRepeatable(EffectKind.Repost));
        var drafted = EffectMachine.Drafted(repost, repost.Frame, PublishMode.Live, Now, Options);
        var sent = EffectMachine.Settle(EffectMachine.BeginAttempt(drafted, "1", Now, Options), new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok }, Now, Options);
        Assert.Equal((EffectState.Confirmed, "7"), (sent.State, sent.ExternalId));
    }

    private static PolicyVerdict? Refusal(TurnState state, Effect effect, SeenPost? target, SocialStanding standing) => AskedTurns.Refusal(state, effect, target, [], Own, standing, optedOut: false, null);

    private static SocialStanding Standing(string tier) => new() { Handle = "ada", Tier = SocialTier.Of(tier), IsLabelledAutomated = true, AiRepliesApproved = true };

    private static Effect Asked(string cause = "k/1") => Seed.Plan(EffectKind.Reply, EffectId.OfRequest(cause), Now) with { Frame = new SocialPost { Text = "", ReplyToId = "7" } };

    private static TurnState Confirmed(Effect asked)
    {
        var drafted = EffectMachine.Drafted(asked, new SocialPost { Text = "At ten.", ReplyToId = "7" }, PublishMode.Live, Now, Options);
        var begun = EffectMachine.BeginAttempt(drafted, "1", Now, Options);
        return TurnMachine.Advance(new TurnState { Open = [begun] }, begun, e => EffectMachine.Settle(e, new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok, PostId = "8" }, Now, Options))!.State;
    }
}
