using PuppetEngine.Engine.Agents.Capabilities;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Tests.Engine.Agents.Capabilities;

public sealed class CapabilityTests
{
    private static readonly Cause Mentioned = Cause.Mention("10", "c1", "9");
    private static readonly ProposedAction Reply = new(ActionKind.Reply) { PostId = "10", ConversationId = "c1" };

    public static TheoryData<string, Cause, Provenance, ProposedAction, string> Table => new()
    {
        { "the one reply", Mentioned, Provenance.External, Reply with { ChosenByModel = true }, CapabilityCodes.Allowed },
        { "a second reply", Mentioned with { Done = [ActionKind.Reply] }, Provenance.External, Reply, CapabilityCodes.Once },
        { "a reply elsewhere", Mentioned, Provenance.External, Reply with { ConversationId = "c2" }, CapabilityCodes.ElsewhereThanCause },
        { "a reply to another post of it", Mentioned, Provenance.External, Reply with { PostId = "11" }, CapabilityCodes.ElsewhereThanCause },
        { "a reply to nothing", Cause.Mention("", "", "9"), Provenance.External, new(ActionKind.Reply), CapabilityCodes.ElsewhereThanCause },
        { "a post on command", Mentioned, Provenance.External, new(ActionKind.Post), CapabilityCodes.NotFromThisCause },
        { "a trade on command", Mentioned, Provenance.External, new(ActionKind.Trade), CapabilityCodes.NotFromThisCause },
        { "a trade for a friend", Mentioned, Provenance.Operator, new(ActionKind.Trade), CapabilityCodes.NotFromThisCause },
        { "a like that the definition's chance gave", Mentioned, Provenance.External, new(ActionKind.Like) { PostId = "10" }, CapabilityCodes.Allowed },
        { "a like on command", Mentioned, Provenance.External, new(ActionKind.Like) { PostId = "10", ChosenByModel = true }, CapabilityCodes.NotForModels },
        { "what is noted about the author", Mentioned, Provenance.External, new(ActionKind.UpdateRelationship) { TargetId = "9", ChosenByModel = true }, CapabilityCodes.Allowed },
        { "what is noted about somebody else", Mentioned, Provenance.External, new(ActionKind.UpdateRelationship) { TargetId = "8" }, CapabilityCodes.ElsewhereThanCause },
        { "a quote of what it came across", Cause.Observation("10", "c1", "9"), Provenance.External, new(ActionKind.Quote) { PostId = "10" }, CapabilityCodes.Allowed },
        { "a quote after the reply", Cause.Observation("10", "c1", "9") with { Done = [ActionKind.Reply] }, Provenance.External, new(ActionKind.Quote) { PostId = "10" }, CapabilityCodes.Once },
        { "a quote of another", Cause.Observation("10", "c1", "9"), Provenance.External, new(ActionKind.Quote) { PostId = "12" }, CapabilityCodes.ElsewhereThanCause },
        { "a scheduled post from poisoned memories", Cause.PostSchedule, Provenance.External, new(ActionKind.Post), CapabilityCodes.Allowed },
        { "a trade from the posting schedule", Cause.PostSchedule, Provenance.Operator, new(ActionKind.Trade), CapabilityCodes.NotFromThisCause },
        { "a tool from the posting schedule", Cause.PostSchedule, Provenance.Operator, new(ActionKind.ToolCall), CapabilityCodes.NotFromThisCause },
        { "a trade by the market's figures", Cause.TradeSchedule, Provenance.Tool, new(ActionKind.Trade) { ChosenByModel = true }, CapabilityCodes.Allowed },
        { "a trade by a stranger's advice", Cause.TradeSchedule, Provenance.External, new(ActionKind.Trade) { ChosenByModel = true }, CapabilityCodes.Untrusted },
        { "a transfer from the trading schedule", Cause.TradeSchedule, Provenance.Operator, new(ActionKind.Transfer), CapabilityCodes.NotFromThisCause },
        { "an operator's post on outside news", Cause.Operator(ActionKind.Post), Provenance.External, new(ActionKind.Post), CapabilityCodes.Allowed },
        { "what an operator did not ask for", Cause.Operator(ActionKind.Post), Provenance.Operator, new(ActionKind.Trade), CapabilityCodes.NotRequested },
        { "an operator's change of the definition", Cause.Operator(ActionKind.ChangeDefinition), Provenance.Operator, new(ActionKind.ChangeDefinition), CapabilityCodes.Allowed },
        { "a model's change of the definition", Cause.Operator(ActionKind.ChangeDefinition), Provenance.Operator, new(ActionKind.ChangeDefinition) { ChosenByModel = true }, CapabilityCodes.NotForModels },
        { "a post that a feed set off by the definition's rule", new(CauseKind.ExternalEvent), Provenance.External, new(ActionKind.Post), CapabilityCodes.Allowed },
        { "a post that a feed asked for", new(CauseKind.ExternalEvent), Provenance.External, new(ActionKind.Post) { ChosenByModel = true }, CapabilityCodes.Untrusted },
        { "a second post from one event", new Cause(CauseKind.ExternalEvent) with { Done = [ActionKind.Post] }, Provenance.External, new(ActionKind.Post), CapabilityCodes.Once },
        { "a post from a simulated world", new(CauseKind.Simulation), Provenance.Simulation, new(ActionKind.Post), CapabilityCodes.NotFromThisCause },
        { "remembering in a simulated world", new(CauseKind.Simulation), Provenance.Simulation, new(ActionKind.Remember), CapabilityCodes.Allowed },
        { "merging memories", new(CauseKind.Reflection), Provenance.External, new(ActionKind.Consolidate) { ChosenByModel = true }, CapabilityCodes.Allowed },
        { "a post from a reflection", new(CauseKind.Reflection), Provenance.Self, new(ActionKind.Post), CapabilityCodes.NotFromThisCause },
    };

    [Theory, MemberData(nameof(Table))]
    public void Allow_says(string name, Cause cause, Provenance trust, ProposedAction action, string code)
    {
        var verdict = Capability.Allow(cause, trust, action);
        Assert.True(code == verdict.Code, $"{name}: {verdict.Code}");
        Assert.Equal(code == CapabilityCodes.Allowed, verdict.IsAllowed);
    }

    [Fact]
    public void From_outside_nothing_but_words_in_place_and_inner_notes_is_ever_allowed()
    {
        ActionKind[] words = [ActionKind.Reply, ActionKind.Quote, ActionKind.Like, ActionKind.Repost, ActionKind.Remember, ActionKind.UpdateRelationship, ActionKind.ShiftMood];
        foreach (var (cause, action, trust) in Everything().Where(e => e.Cause.Kind is CauseKind.Mention or CauseKind.Observation))
        {
            var verdict = Capability.Allow(cause, trust, action);
            Assert.True(!verdict.IsAllowed || words.Contains(action.Kind), $"{cause.Kind} {action}");
            Assert.True(!verdict.IsAllowed || action.Kind is not (ActionKind.Reply or ActionKind.Quote or ActionKind.Like or ActionKind.Repost) || action.PostId == cause.PostId, $"{cause.Kind} {action}");
        }
    }

    [Fact]
    public void Money_tools_and_definitions_never_move_by_what_an_untrusted_prompt_chose()
    {
        ActionKind[] strong = [ActionKind.Trade, ActionKind.Transfer, ActionKind.CreateToken, ActionKind.ToolCall, ActionKind.RunCode, ActionKind.Browse, ActionKind.Webhook, ActionKind.ChangeDefinition, ActionKind.ChangeStatus, ActionKind.RaiseEvent, ActionKind.Forget, ActionKind.DeletePost, ActionKind.Follow];
        Assert.All(
            Everything().Where(e => strong.Contains(e.Action.Kind) && e.Action.ChosenByModel && e.Trust == Provenance.External),
            e => Assert.False(Capability.Allow(e.Cause, e.Trust, e.Action).IsAllowed, $"{e.Cause.Kind} {e.Action}"));
    }

    [Fact]
    public void Trusting_a_prompt_more_forbids_nothing()
    {
        foreach (var group in Everything().GroupBy(e => (e.Cause, e.Action)))
        {
            var allowed = group.OrderByDescending(e => e.Trust).Select(e => Capability.Allow(e.Cause, e.Trust, e.Action).IsAllowed).ToList();
            Assert.Equal(allowed.Order(), allowed);
        }
    }

    [Fact]
    public void Labels_combine_to_the_least_trusted()
    {
        Assert.Equal(Provenance.Operator, Labels.LeastTrusted());
        Assert.Equal(Provenance.External, Labels.LeastTrusted(Provenance.Self, Provenance.External, Provenance.Tool));
        Assert.Equal(Provenance.Self, Labels.Written(Provenance.Operator));
        Assert.Equal(Provenance.Tool, Labels.Written(Provenance.Operator, Provenance.Tool));
        Assert.Equal(CapabilityCodes.Untrusted, Capability.Allow(Cause.TradeSchedule, [Provenance.Tool, Provenance.External], new(ActionKind.Trade) { ChosenByModel = true }).Code);
    }

    private static IEnumerable<(Cause Cause, ProposedAction Action, Provenance Trust)> Everything() =>
        from kind in Enum.GetValues<CauseKind>()
        let cause = new Cause(kind) { PostId = "10", ConversationId = "c1", AuthorId = "9", Requested = Enum.GetValues<ActionKind>() }
        from act in Enum.GetValues<ActionKind>()
        from post in new[] { "10", "11" }
        from chosen in new[] { false, true }
        let action = new ProposedAction(act) { PostId = post, ConversationId = post == "10" ? "c1" : "c2", TargetId = "9", ChosenByModel = chosen }
        from trust in Enum.GetValues<Provenance>()
        select (cause, action, trust);
}
