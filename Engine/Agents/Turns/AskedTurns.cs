using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// What a person asks an agent to do with somebody's post, or what it decided to do with one that it came across. The post is read first, and the network's rules are asked with what it says; one post
/// gets one reply, whether a mention or a person called for it.
/// </summary>
public static class AskedTurns
{
    /// <summary>Answered posts that are kept.</summary>
    public const int Most = 200;

    /// <summary>Why the network's rules forbid it; null when they allow it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="effect">What was asked for.</param>
    /// <param name="target">The post, as it was read; null when it is not there.</param>
    /// <param name="referenced">What that answers or quotes, as far as it is known.</param>
    /// <param name="own">The agent's account.</param>
    /// <param name="standing">What the network's rules make of it.</param>
    /// <param name="optedOut">Whether the post's author said stop, as the relationship remembers it.</param>
    /// <param name="mentionReply">The reply to the same post as a mention, where the tables know one; null for none.</param>
    public static PolicyVerdict? Refusal(
        TurnState state, Effect effect, SeenPost? target, IEnumerable<SeenPost> referenced, OwnAccount own, SocialStanding standing, bool optedOut, EffectView? mentionReply) =>
        SocialPolicy.Check(
            new SocialProposal(FormOf(effect.Kind))
            {
                Text = effect.Frame?.Text ?? "",
                Target = target,
                TargetQuotesOwn = target is not null && referenced.Any(other => other.Id == target.QuoteOfId && other.Author.Id == own.UserId),
                ByOperator = effect.IsRequested,
                IsGenerated = effect.IsGenerated,
                AlreadyAnswered = target is not null && (IsAnswered(state, target.Id, effect) || mentionReply is { Kind: EffectKind.Reply, State: EffectState.Confirmed or EffectState.Unknown }),
                AuthorOptedOut = target is not null && (optedOut || state.Conversations.Stopped.Contains(target.Author.Id)),
            },
            standing);

    /// <summary>Whether a post has its reply, or an earlier effect under way that is to be it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="postId">The post.</param>
    /// <param name="but">The effect that asks, which does not count, nor what came after it; null for none.</param>
    public static bool IsAnswered(TurnState state, string postId, Effect? but = null) =>
        state.Answered.Contains(postId)
        || state.Open.TakeWhile(e => e.Id != but?.Id).Any(e => e.Kind == EffectKind.Reply && (e.AskedTargetId == postId || (but is not null && MentionTurns.MentionOf(e) == postId)));

    /// <summary>The state after an effect ended: a reply that left, or may have, is the one that its post gets.</summary>
    internal static TurnState Ended(TurnState state, Effect effect)
    {
        if (effect is not { Kind: EffectKind.Reply, AskedTargetId: { } target, State: EffectState.Confirmed or EffectState.Unknown } || state.Answered.Contains(target))
        {
            return state;
        }

        var answered = state.Answered.Insert(0, target);
        return state with { Answered = answered.Length > Most ? answered.RemoveAt(Most) : answered };
    }

    private static SocialForm FormOf(EffectKind kind) => kind switch
    {
        EffectKind.Reply => SocialForm.Reply,
        EffectKind.Quote => SocialForm.Quote,
        EffectKind.Like => SocialForm.Like,
        EffectKind.Repost => SocialForm.Repost,
        _ => SocialForm.Post,
    };
}
