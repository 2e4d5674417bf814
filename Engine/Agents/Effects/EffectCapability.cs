using PuppetEngine.Engine.Agents.Capabilities;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>
/// Where <see cref="Capability"/> stands: each effect's exact payload is held against the cause that it was planned for, when it is written and before
/// anything of it can leave. A mention leads to one reply to itself, or a like of itself; an occurrence and an event to a post of the agent's own; a
/// request to what it names. Whatever else a payload does ends its effect as <see cref="Verdict"/>, whoever wrote it and by whatever way it came in.
/// </summary>
public static class EffectCapability
{
    /// <summary>The verdict of an effect that its cause does not lead to.</summary>
    public const string Verdict = "not_capable";

    /// <summary>Whether a payload is what an effect's cause leads to.</summary>
    /// <param name="effect">The effect: its cause, what it was planned as, and whose its topic is.</param>
    /// <param name="payload">What would leave.</param>
    /// <param name="trust">The least trusted label of the prompt from which it was written.</param>
    public static CapabilityVerdict Check(Effect effect, SocialPost payload, Provenance trust)
    {
        ArgumentNullException.ThrowIfNull(effect);
        ArgumentNullException.ThrowIfNull(payload);
        var (target, kinds) = (payload.ReplyToId ?? payload.QuoteOfId ?? payload.LikeId ?? payload.RepostId ?? payload.DeleteId ?? "", Kinds(effect, payload));

        if (effect.AskedTargetId is { } asked && asked != target)
        {
            return new CapabilityVerdict(false, CapabilityCodes.ElsewhereThanCause, "It concerns another post than the one that was named.");
        }

        // One payload may be several acts, as a poll with a picture or a reply that quotes: each has to be allowed.
        foreach (var kind in kinds)
        {
            var verdict = CauseOf(effect) is { } cause
                ? Capability.Allow(cause, trust, new ProposedAction(kind) { PostId = kind == ActionKind.Quote ? payload.QuoteOfId! : target })
                : new CapabilityVerdict(false, CapabilityCodes.NotFromThisCause, "Nothing is known to follow from its cause.");
            if (!verdict.IsAllowed)
            {
                return verdict;
            }
        }

        return new CapabilityVerdict(true, CapabilityCodes.Allowed, "");
    }

    /// <summary>The channel by which an effect was set off; null for a cause that this release does not know, from which nothing follows.</summary>
    private static Cause? CauseOf(Effect effect)
    {
        return EffectId.KindOf(effect.Cause) switch
        {
            EffectId.Occurrence => Cause.PostSchedule,
            // Laid down with the first part, whose cause was asked; which post it answers the first part's end says, and no text.
            EffectId.Thread => Cause.PostSchedule,
            EffectId.Mention => Cause.Mention(EffectId.NamedBy(effect.Cause, EffectId.Mention)!, "", ""),
            EffectId.Observation => Cause.Observation(EffectId.NamedBy(effect.Cause, EffectId.Observation)!, "", ""),
            EffectId.Event => new Cause(effect.TopicProvenance > Provenance.Simulation ? CauseKind.ExternalEvent : CauseKind.OwnEvent),
            EffectId.Request => Cause.Operator(Named(effect.Kind)),
            _ => null,
        };
    }

    // What a person's request names by its kind: a post in whatever form, and nothing but that.
    private static ActionKind[] Named(EffectKind kind) => kind switch
    {
        EffectKind.Post => [ActionKind.Post, ActionKind.Thread, ActionKind.Poll, ActionKind.Media, ActionKind.Quote],
        EffectKind.Reply => [ActionKind.Reply, ActionKind.Media],
        EffectKind.Quote => [ActionKind.Quote],
        EffectKind.Like => [ActionKind.Like],
        EffectKind.Repost => [ActionKind.Repost],
        EffectKind.Delete => [ActionKind.DeletePost],
        _ => [],
    };

    private static List<ActionKind> Kinds(Effect effect, SocialPost payload)
    {
        var kinds = new List<ActionKind>();
        Add(payload.DeleteId is not null, ActionKind.DeletePost);
        Add(payload.LikeId is not null, ActionKind.Like);
        Add(payload.RepostId is not null, ActionKind.Repost);
        Add(payload.ReplyToId is not null, ActionKind.Reply);
        Add(payload.QuoteOfId is not null, ActionKind.Quote);
        Add(effect.Thread is not null, ActionKind.Thread);
        Add(payload.Poll is not null, ActionKind.Poll);
        Add(payload.MediaIds is { Count: > 0 }, ActionKind.Media);
        Add(kinds.Count == 0, ActionKind.Post);
        return kinds;

        void Add(bool does, ActionKind kind)
        {
            if (does)
            {
                kinds.Add(kind);
            }
        }
    }
}
