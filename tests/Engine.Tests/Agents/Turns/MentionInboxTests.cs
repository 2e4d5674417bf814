using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class MentionInboxTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly EffectSeed Seed = new("ada", "emulated", "emulated/ada");
    private static readonly TurnOptions Options = new();
    private static readonly SocialStanding Standing = new() { Handle = "ada", IsLabelledAutomated = true, AiRepliesApproved = true };
    private static readonly AgentDefinition Ada = AgentDefinitionParser.Parse("""{"id":"ada","name":"Ada","description":"A keeper."}""", "").Definition!;

    [Fact]
    public void Hear_stores_each_mention_once()
    {
        var state = Heard(new TurnState(), "7", "8");
        Assert.Equal(["7", "8"], state.Inbox.Select(m => m.Post.Id));
        Assert.Null(MentionInbox.Hear(state, Delivery("7", "8")).Change);
        Assert.Equal(["7", "8", "9"], Heard(state, "8", "9").Inbox.Select(m => m.Post.Id));
    }

    [Fact]
    public void Hear_names_what_there_is_no_room_for()
    {
        var (change, notTaken) = MentionInbox.Hear(new TurnState(), Delivery([.. Enumerable.Range(1, MentionInbox.Most + 2).Select(i => $"{i}")]));
        Assert.Equal(MentionInbox.Most, change!.State.Inbox.Length);
        Assert.Equal([$"{MentionInbox.Most + 1}", $"{MentionInbox.Most + 2}"], notTaken);
    }

    [Fact]
    public void Decide_plans_one_reply_and_keeps_the_words_until_it_ended()
    {
        var state = Decided(Heard(new TurnState(), "7"), "7");
        var reply = Assert.Single(state.Open);
        Assert.Equal((EffectKind.Reply, EffectId.From("ada", "mention:7")), (reply.Kind, reply.Id));
        Assert.Equal("7", MentionInbox.Of(state, reply)!.Post.Id);
        Assert.Null(MentionInbox.DueAt(state));
        Assert.Null(MentionInbox.Hear(state, Delivery("7")).Change);

        var ended = TurnMachine.Advance(state, reply, e => EffectMachine.Cancel(e, "too_late", "", Now))!.State;
        Assert.Empty(ended.Inbox);
        Assert.Null(MentionInbox.Hear(ended, Delivery("7")).Change);
    }

    [Fact]
    public void Decide_under_the_networks_rules_refuses_and_plans_nothing()
    {
        var state = Heard(new TurnState(), "7");
        var change = MentionInbox.Decide(state, state.Inbox[0], Seed, Ada, Standing with { AiRepliesApproved = false }, Now, Options)!;
        Assert.Empty(change.State.Open);
        Assert.Empty(change.State.Inbox);
        Assert.Equal("refuse: policy", Assert.Single(change.Journal).Summary);
    }

    [Fact]
    public void Decide_of_what_was_heard_in_another_world_plans_nothing()
    {
        var state = Heard(new TurnState(), "7");
        var change = MentionInbox.Decide(state, state.Inbox[0], new EffectSeed("ada", "live", "live/ada"), Ada, Standing, Now, Options)!;
        Assert.Empty(change.State.Open);
        Assert.Empty(change.State.Inbox);
    }

    [Fact]
    public void Next_while_the_agent_is_paused_waits()
    {
        var state = Heard(new TurnState(), "7");
        Assert.NotNull(MentionInbox.Next(state, Now));
        Assert.Null(MentionInbox.Next(state with { PausedBy = "operator" }, Now));
        Assert.Null(TurnMachine.WakeAt(state with { PausedBy = "operator" }, Options));
    }

    [Fact]
    public void A_held_mention_is_decided_again_at_its_time()
    {
        var full = new TurnOptions { MaxOpenEffects = 0 };
        var state = Heard(new TurnState(), "7");
        state = MentionInbox.Decide(state, state.Inbox[0], Seed, Ada, Standing, Now, full)!.State;
        Assert.Equal(Now.AddMinutes(5), MentionInbox.DueAt(state));
        Assert.Null(MentionInbox.Next(state, Now.AddMinutes(4)));
        state = MentionInbox.Decide(state, MentionInbox.Next(state, Now.AddMinutes(5))!, Seed, Ada, Standing, Now.AddMinutes(5), Options)!.State;
        Assert.Single(state.Open);
    }

    private static TurnState Heard(TurnState state, params string[] ids) => MentionInbox.Hear(state, Delivery(ids)).Change!.State;

    private static TurnState Decided(TurnState state, string id) =>
        MentionInbox.Decide(state, state.Inbox.Single(m => m.Post.Id == id), Seed, Ada, Standing, Now, Options)!.State;

    private static MentionDelivery Delivery(params string[] ids) => new()
    {
        AccountKey = "emulated/ada",
        OwnId = "100",
        OwnHandle = "ada",
        Posts = [.. ids.Select(id => new SeenPost
        {
            Id = id,
            ConversationId = id,
            Text = "@ada what did you see?",
            Author = new SeenUser { Id = $"2{id}", Handle = "carla" },
            CreatedAt = Now,
            Mentions = ["ada"],
        })],
    };
}
