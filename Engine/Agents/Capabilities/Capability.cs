using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Capabilities;

/// <summary>
/// The check by code between a decision and an effect. What a text from outside asks for may be talked about, in one reply in its
/// conversation, and never done: no post, no trade, no tool, no change of a definition, no word elsewhere. It asks three things: does this
/// cause lead to such an act, does the act stay where the cause is, and was everything in the prompt trusted enough for a model to choose it.
/// </summary>
/// <remarks>
/// Trusting a prompt more never forbids what was allowed, and no cause from outside ever allows more than <see cref="FromMention"/> and
/// the like name. Words are judged elsewhere: an allowed act still has to pass the outgoing rules and the network's own.
/// </remarks>
public static class Capability
{
    // What stays inside the agent, labelled and bounded: what an outside cause may leave behind.
    private static readonly ActionKind[] Inner = [ActionKind.Remember, ActionKind.UpdateRelationship, ActionKind.ShiftMood];

    private static readonly ActionKind[] OwnPosts = [ActionKind.Post, ActionKind.Thread, ActionKind.Poll, ActionKind.Media];

    private static readonly ActionKind[] FromMention = [ActionKind.Reply, ActionKind.Like, .. Inner];

    private static readonly ActionKind[] FromObservation = [ActionKind.Reply, ActionKind.Quote, ActionKind.Like, ActionKind.Repost, .. Inner];

    private static readonly ActionKind[] Trading = [ActionKind.Trade, ActionKind.Post, ActionKind.ToolCall, ActionKind.RunCode, .. Inner];

    // What a model may choose, and from what at the worst. What is not named (definitions, status, transfers, follows, deletions, events,
    // forgetting …) is for people alone: a request has to name it, with its target.
    private static readonly Dictionary<ActionKind, Provenance> Choosable = new()
    {
        [ActionKind.Trade] = Provenance.Tool,
        [ActionKind.ToolCall] = Provenance.Tool,
        [ActionKind.RunCode] = Provenance.Tool,
        [ActionKind.Browse] = Provenance.Self,
        [ActionKind.Post] = Provenance.Self,
        [ActionKind.Thread] = Provenance.Self,
        [ActionKind.Poll] = Provenance.Self,
        [ActionKind.Media] = Provenance.Self,
        [ActionKind.Reply] = Provenance.External,
        [ActionKind.Quote] = Provenance.External,
        [ActionKind.Like] = Provenance.External,
        [ActionKind.Repost] = Provenance.External,
        [ActionKind.Remember] = Provenance.External,
        [ActionKind.UpdateRelationship] = Provenance.External,
        [ActionKind.ShiftMood] = Provenance.External,
        [ActionKind.Consolidate] = Provenance.External,
    };

    /// <summary>Whether an act may go on.</summary>
    /// <param name="cause">What set the turn off.</param>
    /// <param name="prompt">The labels of all that stood in the prompt, notes, moods and tool results too.</param>
    /// <param name="action">The act.</param>
    public static CapabilityVerdict Allow(Cause cause, IEnumerable<Provenance> prompt, ProposedAction action) =>
        Allow(cause, Labels.LeastTrusted(prompt), action);

    /// <summary>Whether an act may go on.</summary>
    /// <param name="cause">What set the turn off.</param>
    /// <param name="trust">The least trusted label of all that stood in the prompt.</param>
    /// <param name="action">The act.</param>
    public static CapabilityVerdict Allow(Cause cause, Provenance trust, ProposedAction action)
    {
        if (!From(cause).Contains(action.Kind))
        {
            return cause.Kind == CauseKind.Operator
                ? Deny(CapabilityCodes.NotRequested, $"The request did not ask for {Name(action.Kind)}.")
                : Deny(CapabilityCodes.NotFromThisCause, $"{Name(action.Kind)} never follows from {Name(cause.Kind)}.");
        }

        if (IsElsewhere(cause, action))
        {
            return Deny(CapabilityCodes.ElsewhereThanCause, $"{Name(action.Kind)} concerns another post, conversation or person than its cause.");
        }

        if (cause.Done.Any(done => Excludes(done, action.Kind)))
        {
            return Deny(CapabilityCodes.Once, $"Its cause has led to {Name(action.Kind)} already.");
        }

        if (!action.ChosenByModel)
        {
            return new CapabilityVerdict(true, CapabilityCodes.Allowed, "");
        }

        // That a mention is liked is the definition's doing, never the mention's.
        if (cause.Kind == CauseKind.Mention && action.Kind == ActionKind.Like)
        {
            return Deny(CapabilityCodes.NotForModels, "A mention's own words decide on no like.");
        }

        return !Choosable.TryGetValue(action.Kind, out var least) ? Deny(CapabilityCodes.NotForModels, $"No model may choose {Name(action.Kind)}.")
            : trust > least ? Deny(CapabilityCodes.Untrusted, $"{Name(action.Kind)} was chosen from a prompt that held {Name(trust)} text.")
            : new CapabilityVerdict(true, CapabilityCodes.Allowed, "");
    }

    private static IReadOnlyCollection<ActionKind> From(Cause cause) => cause.Kind switch
    {
        CauseKind.PostSchedule => [.. OwnPosts, .. Inner],
        CauseKind.TradeSchedule => Trading,
        CauseKind.Operator => [.. cause.Requested, .. Inner],
        CauseKind.Mention => FromMention,
        CauseKind.Observation => FromObservation,
        CauseKind.OwnEvent => [ActionKind.Post, .. Inner],
        CauseKind.ExternalEvent => [ActionKind.Post, .. Inner],
        CauseKind.Reflection => [ActionKind.Consolidate, .. Inner],
        _ => Inner,
    };

    // A mention leads to words in its own conversation, to its own post, about its own author; a request to what it named.
    private static bool IsElsewhere(Cause cause, ProposedAction action) => cause.Kind is CauseKind.Mention or CauseKind.Observation && action.Kind switch
    {
        ActionKind.Reply => action.PostId != cause.PostId || action.ConversationId != cause.ConversationId || cause.PostId.Length == 0,
        ActionKind.Quote or ActionKind.Like or ActionKind.Repost => action.PostId != cause.PostId || cause.PostId.Length == 0,
        ActionKind.UpdateRelationship => action.TargetId != cause.AuthorId || cause.AuthorId.Length == 0,
        _ => false,
    };

    // One cause, one word outside: a reply and a quote of the same post are two.
    private static bool Excludes(ActionKind done, ActionKind wanted) =>
        done == wanted ? !Inner.Contains(wanted) && wanted is not (ActionKind.ToolCall or ActionKind.RunCode or ActionKind.Media) : IsWord(done) && IsWord(wanted);

    private static bool IsWord(ActionKind kind) => kind is ActionKind.Post or ActionKind.Thread or ActionKind.Poll or ActionKind.Reply or ActionKind.Quote;

    private static CapabilityVerdict Deny(string code, string detail) => new(false, code, detail);

    private static string Name<T>(T value)
        where T : struct, Enum => Turns.TurnNames.Of(value).Replace('_', ' ');
}
