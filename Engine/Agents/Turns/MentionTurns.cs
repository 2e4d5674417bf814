using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Randomness;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// Mentions as steps of a turn: the decision, its journal entry and, where it is an answer, the planned reply belong into one commit. A
/// mention delivered again makes the same decision, or none.
/// </summary>
public static class MentionTurns
{
    /// <summary>The bounds within which an agent talks, of its definition and of what its account may do.</summary>
    /// <param name="definition">The agent.</param>
    /// <param name="account">Its account.</param>
    public static ConversationRules Rules(AgentDefinition definition, ConversationAccount account)
    {
        var (pattern, bounds) = (definition.Behavior.Interaction, definition.Behavior.Conversation);
        return new ConversationRules
        {
            OwnId = account.UserId,
            OwnHandle = account.Handle.Length > 0 ? account.Handle : definition.Handle,
            MentionReply = bounds.MentionReply,
            Reply = pattern.Reply,
            Quote = pattern.Quote,
            Like = pattern.Like,
            Repost = pattern.Repost,
            MayLike = account.MayLike,
            MayQuote = account.MayQuote,
            MayRepost = account.MayRepost,
            MinDelay = Minutes(pattern.MinResponseMinutes),
            MaxDelay = Minutes(pattern.MaxResponseMinutes),
            Zone = definition.Zone,
            QuietHours = bounds.QuietHours,
            MaxTurns = bounds.MaxTurns,
            MaxPerAuthorHour = bounds.MaxPerAuthorHour,
            MaxPerHour = bounds.MaxPerHour,
            CoolDown = Minutes(bounds.CoolDownMinutes),
            Block = bounds.Block,
            Allow = bounds.Allow,
        };
    }

    /// <summary>The chances of a mention: they follow from agent and mention, so that a decision can be taken again and replayed.</summary>
    public static ConversationRolls Rolls(AgentDefinition definition, string mentionId) =>
        ConversationRolls.From(DeterministicRandom.For(definition.Seed, unchecked((long)DeterministicRandom.Hash(mentionId)), "mention").NextDouble);

    /// <summary>
    /// Decides on a mention. The change has the ledger, a journal entry and, for an answer or a like, the planned effect that waits for its time; it
    /// is null where nothing is to be committed (decided before).
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="seed">What every effect of the agent begins with.</param>
    /// <param name="definition">The agent.</param>
    /// <param name="account">Its account.</param>
    /// <param name="mention">The mention.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">How turns are bounded.</param>
    /// <param name="mode">What becomes of the agent's effects: a like has nothing to write, and is held or only recorded at once.</param>
    public static MentionStep Decide(
        TurnState state,
        EffectSeed seed,
        AgentDefinition definition,
        ConversationAccount account,
        Mention mention,
        DateTimeOffset now,
        TurnOptions options,
        PublishMode mode = PublishMode.Live)
    {
        if (definition.InitialMemory.AnsweredMentions.Contains(mention.Id))
        {
            var answered = new MentionDecision(mention.Id, MentionChoice.Ignore, MentionReasons.AnsweredBefore, "It was answered before the agent came here.", now);
            return Settled(state, answered, mention);
        }

        var rules = Rules(definition, account);
        if (state.Open.Length >= options.MaxOpenEffects && !state.Conversations.Handled.Contains(mention.Id))
        {
            var held = new MentionDecision(mention.Id, MentionChoice.Hold, MentionReasons.Backlog, $"{state.Open.Length} effects are still open; it is looked at again later.", now + TimeSpan.FromMinutes(5));
            var waiting = ConversationMachine.Hold(state.Conversations, mention, held);
            return new MentionStep(waiting.Decision, Told(new TurnChange(state with { Conversations = waiting.Ledger }), waiting.Decision, mention));
        }

        var step = ConversationMachine.Decide(state.Conversations, rules, mention, Rolls(definition, mention.Id), now);
        var (decision, ledger) = (step.Decision, step.Ledger);
        if (decision.IsRepeat)
        {
            return new MentionStep(decision, null);
        }

        var change = Told(
            new TurnChange(state with { Conversations = ledger }),
            decision,
            mention,
            decision.Choice is MentionChoice.Answer or MentionChoice.Like ? EffectId.From(seed.AgentId, EffectId.OfMention(mention.Id)) : "");
        return new MentionStep(decision, decision.Choice switch
        {
            MentionChoice.Answer => TurnMachine.Plan(change, Planned(EffectKind.Reply), decision.ActAt),
            MentionChoice.Like => Liked(TurnMachine.Plan(change, Planned(EffectKind.Like), decision.ActAt)),
            _ => change,
        });

        Effect Planned(EffectKind kind) => seed.Plan(kind, EffectId.OfMention(mention.Id), now) with
        {
            NotBefore = decision.ActAt > now ? decision.ActAt : null,
            Expires = decision.ActAt + options.RequestLifetime,
        };

        TurnChange Liked(TurnChange planned) => planned.Then(TurnMachine.Advance(planned.State, planned.Effects[^1], like =>
        {
            var ready = EffectMachine.Drafted(like, new SocialPost { Text = "", LikeId = mention.Id }, mode, now, options);
            return ready.State == EffectState.Planned ? ready with { NotBefore = like.NotBefore } : ready;
        })!);
    }

    /// <summary>
    /// Asks, before anything is written for a planned reply, whether it may still leave now: an outage, a pause or a slow model may have moved
    /// it, and what was spread over hours must not leave in one burst. To be committed whatever it says; idempotent.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="effect">The planned reply to a mention.</param>
    /// <param name="definition">The agent.</param>
    /// <param name="account">Its account.</param>
    /// <param name="now">The present.</param>
    public static ReplyDue Due(TurnState state, Effect effect, AgentDefinition definition, ConversationAccount account, DateTimeOffset now)
    {
        var (notBefore, ledger) = ConversationMachine.Due(state.Conversations, Rules(definition, account), MentionOf(effect) ?? "", now);
        return new ReplyDue(state with { Conversations = ledger }, notBefore == DateTimeOffset.MaxValue ? null : notBefore, notBefore == DateTimeOffset.MaxValue);
    }

    /// <summary>The mention that an effect answers, which is also the post to reply to; null for another cause.</summary>
    public static string? MentionOf(Effect effect) => EffectId.NamedBy(effect.Cause, EffectId.Mention);

    /// <summary>A decision that the network's or an operator's policy took, in the same form and as final.</summary>
    public static MentionStep Refuse(TurnState state, Mention mention, string detail, DateTimeOffset now)
    {
        return Settled(state, new MentionDecision(mention.Id, MentionChoice.Refuse, MentionReasons.Policy, detail, now), mention);
    }

    /// <summary>A final decision that no guard has to be asked for; nothing to commit where the mention was decided before.</summary>
    private static MentionStep Settled(TurnState state, MentionDecision decision, Mention mention) => state.Conversations.Handled.Contains(mention.Id)
        ? new MentionStep(decision, null)
        : new MentionStep(decision, Told(new TurnChange(state with { Conversations = ConversationMachine.Handle(state.Conversations, mention.Id) }), decision, mention));

    /// <summary>
    /// The ledger after a reply ended: one that left, or may have, counts from its end; one that certainly did not gives its turn back.
    /// </summary>
    internal static ConversationLedger Ended(ConversationLedger ledger, Effect effect)
    {
        if (MentionOf(effect) is not { } mentionId)
        {
            return ledger;
        }

        return effect.State is EffectState.Confirmed or EffectState.DryRun or EffectState.Unknown
            ? ConversationMachine.Sent(ledger, mentionId, effect.UpdatedAt)
            : ConversationMachine.Release(ledger, mentionId);
    }

    private static TurnChange Told(TurnChange change, MentionDecision decision, Mention mention, string effectId = "") => change with
    {
        Journal = change.Journal.Add(new JournalDraft(
            decision.Choice == MentionChoice.Hold
                ? FormattableString.Invariant($"mention:{mention.Id}:held:{decision.ActAt.ToUnixTimeMilliseconds()}")
                : $"mention:{mention.Id}",
            JournalKinds.Mention,
            effectId,
            $"{TurnNames.Of(decision.Choice)}: {decision.Reason}",
            new JournalPayloads.Mention(
                mention.Id, mention.ConversationId, mention.AuthorId, TurnNames.Of(decision.Choice), decision.Reason, decision.Detail, decision.ActAt, decision.BotLikelihood, decision.Turn))),
    };

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(Math.Min(minutes, 525_600));
}

/// <summary>An agent's account as conversations need it.</summary>
/// <param name="UserId">Its id on the network.</param>
/// <param name="Handle">Its handle without the at sign; empty for the definition's.</param>
public sealed record ConversationAccount(string UserId, string Handle)
{
    /// <summary>Whether its access and its operator let it like.</summary>
    public bool MayLike { get; init; }

    /// <summary>Whether they let it quote.</summary>
    public bool MayQuote { get; init; }

    /// <summary>Whether they let it repost.</summary>
    public bool MayRepost { get; init; }
}

/// <summary>A decided mention.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Change">What to commit; null for nothing.</param>
public sealed record MentionStep(MentionDecision Decision, TurnChange? Change);

/// <summary>Whether a planned reply may leave now.</summary>
/// <param name="State">The state with its slot moved or gone.</param>
/// <param name="NotBefore">When to ask again; null for now, or for never.</param>
/// <param name="IsTooLate">It is not to be written any more: its author said stop, or too much time has passed.</param>
public sealed record ReplyDue(TurnState State, DateTimeOffset? NotBefore, bool IsTooLate)
{
    /// <summary>Whether it may leave now.</summary>
    public bool IsNow => NotBefore is null && !IsTooLate;
}
