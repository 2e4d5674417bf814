using System.Collections.Immutable;
using System.Globalization;

namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>
/// Decides what becomes of a mention, as pure functions of ledger, rules, mention, chance and time. No sequence of mentions passes a
/// cap; two machines that answer each other stop; the same input gives the same decision.
/// </summary>
public static class ConversationMachine
{
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(15);

    // With so much planned that no more is, it is asked again after this.
    private static readonly TimeSpan Backlog = TimeSpan.FromMinutes(15);

    /// <summary>Decides. What is decided finally is handled: the same mention again is <see cref="MentionReasons.AlreadyHandled"/>.</summary>
    /// <param name="ledger">What is at hand.</param>
    /// <param name="rules">The account's bounds.</param>
    /// <param name="mention">The mention.</param>
    /// <param name="rolls">Chance; a decision that is taken again has to be given the same.</param>
    /// <param name="now">The present.</param>
    public static ConversationStep Decide(ConversationLedger ledger, ConversationRules rules, Mention mention, ConversationRolls rolls, DateTimeOffset now)
    {
        ledger = LedgerSteps.Unhold(LedgerSteps.Prune(ledger, rules, now), mention.Id);
        var bot = BotLikelihood.Of(mention, rules.OwnId);
        MentionDecision Say(MentionChoice choice, string reason, string detail, DateTimeOffset? at = null) =>
            new(mention.Id, choice, reason, detail, at ?? now) { BotLikelihood = bot };

        if (ledger.Handled.Contains(mention.Id))
        {
            return new ConversationStep(Say(MentionChoice.Ignore, MentionReasons.AlreadyHandled, "It was decided before."), ledger);
        }

        if (Guard(ledger, rules, mention, bot, now, Say) is { } guarded)
        {
            return new ConversationStep(guarded, LedgerSteps.Handle(guarded.AuthorStops ? LedgerSteps.Stop(ledger, mention.AuthorId) : ledger, mention.Id));
        }

        if (Time(rules, mention, rolls, now) is not { } at)
        {
            return Final(Say(MentionChoice.Ignore, MentionReasons.QuietHours, "Every hour of the day is quiet."));
        }

        if (rolls.Reply >= (mention.IsDirect ? rules.MentionReply : rules.Reply))
        {
            return rules.MayLike && rolls.Like < rules.Like
                ? Final(Say(MentionChoice.Like, MentionReasons.Probability, "Chance was against an answer and for a like.", at))
                : Final(Say(MentionChoice.Ignore, MentionReasons.Probability, "Chance was against an answer."));
        }

        if (ReplyWindows.FirstFree(ledger.Replies.Where(r => r.AuthorId == mention.AuthorId).Select(r => r.At), at, rules.MaxPerAuthorHour) != at)
        {
            return Final(Say(MentionChoice.Ignore, MentionReasons.AuthorCap, Sentence($"Its author gets at most {rules.MaxPerAuthorHour} replies within an hour.")));
        }

        if (Free(ledger, rules, at) is not { } free)
        {
            return Final(Say(MentionChoice.Ignore, MentionReasons.HourCap, Sentence($"At most {rules.MaxPerHour} replies within an hour leave no room.")));
        }

        if (free != at)
        {
            return Hold(ledger, mention, Say(MentionChoice.Hold, MentionReasons.HourCap, Sentence($"{rules.MaxPerHour} replies within an hour are reached; it is looked at again later."), free));
        }

        var reason = mention.Author.IsOwnAgent ? MentionReasons.OwnAgent : mention.IsDirect ? MentionReasons.Mentioned : MentionReasons.CameAcross;
        var turn = Turns(ledger, rules, mention) + 1;
        return new ConversationStep(
            Say(MentionChoice.Answer, reason, Sentence($"It is answered; reply {turn} of this conversation."), at) with { Turn = turn },
            LedgerSteps.Plan(LedgerSteps.Handle(ledger, mention.Id), rules, mention, turn, IsBot(bot), at, now));

        ConversationStep Final(MentionDecision decision) => new(decision, LedgerSteps.Handle(ledger, mention.Id));
    }

    /// <summary>
    /// Asks again at the time to act, since that may have passed while the cluster was down: null when the reply may leave now, else
    /// when to ask again. The slot moves to the present or to that time; <see cref="DateTimeOffset.MaxValue"/>: it is too late, and the
    /// slot is gone.
    /// </summary>
    public static (DateTimeOffset? NotBefore, ConversationLedger Ledger) Due(ConversationLedger ledger, ConversationRules rules, string mentionId, DateTimeOffset now)
    {
        var at = IndexOf(ledger, mentionId);
        if (at < 0)
        {
            return (DateTimeOffset.MaxValue, ledger);
        }

        var slot = ledger.Replies[at];
        if (slot.At > now)
        {
            return (slot.At, ledger);
        }

        var others = ledger with { Replies = ledger.Replies.RemoveAt(at) };
        if (ledger.Stopped.Contains(slot.AuthorId) || now - slot.At > rules.MaxAge)
        {
            return (DateTimeOffset.MaxValue, others);
        }

        var free = QuietHours.End(now, rules.QuietHours, rules.Zone);
        for (var before = default(DateTimeOffset?); free is not null && free != before;)
        {
            before = free;
            free = ReplyWindows.FirstFree(others.Replies.Where(r => r.AuthorId == slot.AuthorId).Select(r => r.At), free.Value, rules.MaxPerAuthorHour);
            free = free is { } author ? Free(others, rules, author) : null;
        }

        return free is { } next
            ? (next > now ? next : null, LedgerSteps.Insert(others, slot with { At = next }))
            : (DateTimeOffset.MaxValue, others);
    }

    /// <summary>A mention that waits until the decision's time; where too many wait already, it is ignored for good.</summary>
    internal static ConversationStep Hold(ConversationLedger ledger, Mention mention, MentionDecision decision) =>
        LedgerSteps.Unhold(ledger, mention.Id) is { Held.Length: < ConversationLedger.MostHeld } open
            ? new ConversationStep(decision, LedgerSteps.Hold(open, new HeldMention(mention.Id, mention.AuthorId, mention.ConversationId, decision.ActAt)))
            : new ConversationStep(decision with { Choice = MentionChoice.Ignore, Reason = MentionReasons.Backlog, Detail = "Too many mentions wait already." }, LedgerSteps.Handle(ledger, mention.Id));

    /// <summary>Somebody else (the network's policy, an operator) decided on a mention: it is handled.</summary>
    public static ConversationLedger Handle(ConversationLedger ledger, string mentionId) =>
        ledger.Handled.Contains(mentionId) ? ledger : LedgerSteps.Handle(LedgerSteps.Unhold(ledger, mentionId), mentionId);

    /// <summary>The reply left, or was recorded in its place: it counts against the hour from this time.</summary>
    public static ConversationLedger Sent(ConversationLedger ledger, string mentionId, DateTimeOffset now)
    {
        var at = IndexOf(ledger, mentionId);
        return at < 0 ? ledger : LedgerSteps.Insert(ledger with { Replies = ledger.Replies.RemoveAt(at) }, ledger.Replies[at] with { At = now, Sent = true });
    }

    /// <summary>A planned reply will not be sent (failed, rejected, cancelled): its slot and its turn are given back, its mention stays handled.</summary>
    public static ConversationLedger Release(ConversationLedger ledger, string mentionId)
    {
        var at = IndexOf(ledger, mentionId);
        if (at < 0)
        {
            return ledger;
        }

        var slot = ledger.Replies[at];
        return ledger with
        {
            Replies = ledger.Replies.RemoveAt(at),
            Conversations = [.. ledger.Conversations.Select(c => c.ConversationId == slot.ConversationId ? c with { Turns = Math.Max(0, c.Turns - 1) } : c)],
        };
    }

    private static MentionDecision? Guard(
        ConversationLedger ledger, ConversationRules rules, Mention mention, double bot, DateTimeOffset now, Func<MentionChoice, string, string, DateTimeOffset?, MentionDecision> say)
    {
        MentionDecision Ignore(string reason, string detail) => say(MentionChoice.Ignore, reason, detail, null);
        MentionDecision Refuse(string reason, string detail) => say(MentionChoice.Refuse, reason, detail, null);
        var id = mention.AuthorId;
        if (id == rules.OwnId || (rules.OwnHandle.Length > 0 && mention.AuthorHandle.Equals(rules.OwnHandle, StringComparison.OrdinalIgnoreCase)))
        {
            return Ignore(MentionReasons.Self, "It is the agent's own post.");
        }

        if (mention.IsDirect && StopPhrases.Asks(mention.Text))
        {
            return Refuse(MentionReasons.StopSaid, "Its author asks to be left alone; that holds for ever, and silence is the answer.") with { AuthorStops = true };
        }

        return mention switch
        {
            _ when mention.Author.Stopped || ledger.Stopped.Contains(id) => Refuse(MentionReasons.Stopped, "Its author asked to be left alone before."),
            _ when ConversationRules.Names(rules.Block, id, mention.AuthorHandle) => Refuse(MentionReasons.Blocked, "Its author is on the block list."),
            _ when rules.Allow.Count > 0 && !ConversationRules.Names(rules.Allow, id, mention.AuthorHandle) => Refuse(MentionReasons.NotAllowed, "Its author is not on the allow list."),
            { IsRepost: true } => Ignore(MentionReasons.Repost, "It only repeats a post."),
            _ when now - mention.At > rules.MaxAge => Ignore(MentionReasons.TooOld, Sentence($"It is older than {rules.MaxAge.TotalHours:0.#} hours.")),
            _ when Turns(ledger, rules, mention) >= (IsBot(bot) ? rules.BotTurns : rules.MaxTurns) =>
                Ignore(MentionReasons.TurnLimit, Sentence($"The conversation has had its {(IsBot(bot) ? rules.BotTurns : rules.MaxTurns)} replies.")),
            _ when ledger.Partners.Any(p => p.AuthorId == id && p.Until > now) => Ignore(MentionReasons.CoolDown, "Its author is a machine that has been answered enough for a while."),
            _ => null,
        };
    }

    private static bool IsBot(double likelihood) => likelihood >= ConversationRules.BotFrom;

    // The thread is a second witness: it still shows own replies that the ledger had to forget.
    private static int Turns(ConversationLedger ledger, ConversationRules rules, Mention mention) =>
        Math.Max(ledger.TurnsIn(mention.ConversationId), mention.Thread.Count(post => post.AuthorId == rules.OwnId && post.Id != mention.ConversationId));

    private static DateTimeOffset? Time(ConversationRules rules, Mention mention, ConversationRolls rolls, DateTimeOffset now)
    {
        var delay = rules.MinDelay + (Math.Max(0, (rules.MaxDelay - rules.MinDelay).TotalSeconds) * rolls.Delay * TimeSpan.FromSeconds(1));
        var wanted = (mention.At < now ? mention.At : now) + delay;
        wanted = wanted > now ? wanted : now;
        return QuietHours.End(wanted, rules.QuietHours, rules.Zone) is not { } open ? null
            : open == wanted ? wanted
            : open + (Spread * rolls.Spread);
    }

    private static DateTimeOffset? Free(ConversationLedger ledger, ConversationRules rules, DateTimeOffset at)
    {
        var free = ledger.Replies.Count(r => !r.Sent) < ConversationLedger.MostPlanned
            ? ReplyWindows.FirstFree(ledger.Replies.Select(r => r.At), at, rules.MaxPerHour)
            : at + Backlog;
        return free is { } found && found != at ? QuietHours.End(found, rules.QuietHours, rules.Zone) : free;
    }

    private static int IndexOf(ConversationLedger ledger, string mentionId)
    {
        for (var i = 0; i < ledger.Replies.Length; i++)
        {
            if (ledger.Replies[i].MentionId == mentionId)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A decision and the ledger after it; both belong into one commit.</summary>
/// <param name="Decision">What becomes of the mention.</param>
/// <param name="Ledger">The ledger after it.</param>
public sealed record ConversationStep(MentionDecision Decision, ConversationLedger Ledger);
