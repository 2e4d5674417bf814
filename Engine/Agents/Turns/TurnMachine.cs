using System.Collections.Immutable;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// The steps of a turn as pure functions of the state: what is next, and what each step makes of it. Every function that changes an
/// effect names the version it expects; where somebody else was faster it answers null, and the caller drops what it did.
/// </summary>
public static class TurnMachine
{
    /// <summary>Recent posts kept at hand.</summary>
    public const int RecentPosts = 20;

    /// <summary>The first effect, oldest first, that needs something now.</summary>
    public static (Effect Effect, EffectStep Step)? NextEffect(TurnState state, DateTimeOffset now, TurnOptions options)
    {
        foreach (var effect in state.Open)
        {
            var step = EffectMachine.Next(effect, now, options);
            if (step != EffectStep.Wait)
            {
                return (effect, step);
            }
        }

        return null;
    }

    /// <summary>
    /// The first open effect that was made for another world: it is closed wherever it stands, also where it waits for a time or for a
    /// person. Null where there is none; an unknown one stays for the operator who resolves it.
    /// </summary>
    public static Effect? Foreign(TurnState state, string world)
    {
        foreach (var effect in state.Open)
        {
            if (effect.World != world && !effect.HasEnded)
            {
                return effect;
            }
        }

        return null;
    }

    /// <summary>When the agent needs to be awake next; null for never.</summary>
    public static DateTimeOffset? WakeAt(TurnState state, TurnOptions options)
    {
        var at = state is { Inbox.IsEmpty: true, Encounters.IsEmpty: true }
            ? OccurrenceAt(state)
            : new[] { OccurrenceAt(state), MentionInbox.DueAt(state), TalkTurns.DueAt(state), EncounterTurns.DueAt(state) }.Min();
        foreach (var effect in state.Open)
        {
            if (EffectMachine.WakeAt(effect, options) is { } wake && (at is null || wake < at))
            {
                at = wake;
            }
        }

        return at;
    }

    /// <summary>When the schedule must be looked at next; null while the agent is paused or deleted.</summary>
    public static DateTimeOffset? OccurrenceAt(TurnState state) => state switch
    {
        { PausedBy: not null } or { Deleted: true } or { Posting: null } => null,
        { Posting: var p } => p.DeferredUntil ?? p.NextDue ?? DateTimeOffset.MinValue,
    };

    /// <summary>Evaluates the schedule: occurrences that are due become planned effects, late ones are skipped as the rule says.</summary>
    /// <param name="state">The state.</param>
    /// <param name="seed">What every effect of the agent begins with.</param>
    /// <param name="rule">When it posts.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">How turns are bounded.</param>
    /// <param name="limits">The definition's ceilings of the day: an occurrence that they have no room for is skipped before a model is paid for it.</param>
    public static TurnChange Occur(TurnState state, EffectSeed seed, ScheduleRule rule, DateTimeOffset now, TurnOptions options, AgentLimits limits)
    {
        var decision = ScheduleEngine.Evaluate(rule, state.Posting!, now);
        var change = new TurnChange(state with { Posting = decision.Position });
        foreach (var skipped in decision.Skipped)
        {
            change = Skip(change, skipped.Activity, skipped.Due, skipped.Reason, skipped.Code == ScheduleEngine.Many ? ":many" : "");
        }

        foreach (var occurrence in decision.Run)
        {
            if (change.State.Open.Length >= options.MaxOpenEffects)
            {
                change = Skip(change, occurrence.Activity, occurrence.Due, $"{change.State.Open.Length} effects are still open; approve, reject or resolve some");
                continue;
            }

            if (state.Day.At(now).Refusal(EffectKind.Post, limits) is { } full)
            {
                change = Skip(change, occurrence.Activity, occurrence.Due, full.Reason);
                continue;
            }

            var cause = EffectId.OfOccurrence(occurrence.Activity, occurrence.Due);
            var topic = change.State.Suggested is { } suggested && suggested.Until > now ? suggested : null;
            var effect = seed.Plan(EffectKind.Post, cause, now) with
            {
                Topic = topic?.Text,
                TopicProvenance = topic?.Provenance ?? Provenance.Operator,
                Expires = now + options.OccurrenceLifetime,
            };
            change = Plan(change, effect, occurrence.Due);
            change = change with { State = change.State with { Suggested = null, Last = new LastOccurrence(occurrence.Due, effect.Id, "planned", "") } };
        }

        return change;
    }

    /// <summary>Adds a planned effect.</summary>
    public static TurnChange Plan(TurnChange change, Effect effect, DateTimeOffset? due) => change with
    {
        State = change.State with { Open = change.State.Open.Add(effect) },
        Effects = change.Effects.Add(effect),
        Journal = change.Journal.Add(new JournalDraft(
            $"{effect.Id}:planned",
            JournalKinds.Planned,
            effect.Id,
            SummaryOf(effect.Cause),
            new JournalPayloads.Planned(effect.Cause, due, effect.Topic, effect.Force, effect.World, effect.AccountKey, effect.AskedTargetId))),
    };

    /// <summary>
    /// Replaces an effect by its next version, with what follows: an ended one leaves the open ones, a post that happened is remembered.
    /// Null where the effect is not at the expected version any more.
    /// </summary>
    public static TurnChange? Advance(TurnState state, Effect expected, Func<Effect, Effect> step, string kind, Func<Effect, (string Summary, object? Payload)> entry)
    {
        var at = IndexOf(state.Open, expected.Id);
        if (at < 0 || state.Open[at].Version != expected.Version)
        {
            return null;
        }

        var before = state.Open[at];
        var after = step(before);
        var (summary, payload) = entry(after);
        var change = new TurnChange(state)
        {
            Effects = [after],
            Journal = [new JournalDraft($"{after.Id}:{after.Version}", kind, after.Id, summary, payload)],
        };

        // An unknown effect has ended for the agent, but stays at hand for the operator who resolves it.
        var open = EffectTransitions.IsTerminal(after.State) ? state.Open.RemoveAt(at) : state.Open.SetItem(at, after);
        change = change with { State = change.State with { Open = open } };
        return after.HasEnded ? Ended(change, after, kind) : change;
    }

    /// <summary>Replaces an effect by its next version and journals how the step came out, with the vendor's words where there are any.</summary>
    public static TurnChange? Advance(TurnState state, Effect expected, Func<Effect, Effect> step, SocialOutcome? outcome = null) => Advance(
        state,
        expected,
        step,
        JournalKinds.Outcome,
        e => (
            outcome?.Code ?? e.Verdict,
            new JournalPayloads.Outcome(
                e.Attempt?.Number ?? 0,
                TurnNames.Of(e.State),
                outcome?.Class.ToString() ?? "",
                outcome?.Code ?? e.Verdict,
                outcome?.Detail ?? e.Detail,
                outcome?.PostId ?? e.ExternalId,
                e.NotBefore)));

    /// <summary>Reserves the agent's budget for a composing; null in the second place where the day's ceiling would be passed.</summary>
    public static TurnChange? BeginComposing(TurnState state, Effect expected, long amount, long ceiling, DateTimeOffset now)
    {
        var at = IndexOf(state.Open, expected.Id);
        if (at < 0 || state.Open[at].Version != expected.Version || state.Day.At(now).Reserve(amount, ceiling) is not { } day)
        {
            return null;
        }

        var after = EffectMachine.BeginComposing(state.Open[at], amount, now);
        return new TurnChange(state with { Day = day, Open = state.Open.SetItem(at, after) }) { HasNews = false };
    }

    /// <summary>
    /// Stores an attempt before the act. The first one of an effect takes its place in the day in the same commit; a resend is the same
    /// post. Null where the effect is not at the expected version any more.
    /// </summary>
    public static TurnChange? BeginAttempt(TurnState state, Effect expected, Effect begun, DateTimeOffset now) => Advance(
        expected.Attempt is null ? state with { Day = state.Day.At(now).Count(expected.Kind) } : state,
        expected,
        _ => begun,
        JournalKinds.Attempt,
        e => (FormattableString.Invariant($"attempt {e.Attempt!.Number}"), new JournalPayloads.Attempt(e.Attempt, e.Payload!)));

    private static string SummaryOf(string cause) => EffectId.KindOf(cause) switch
    {
        EffectId.Occurrence => "due",
        EffectId.Request => "requested",
        EffectId.Mention => "mentioned",
        EffectId.Observation => "came across",
        EffectId.Event => "an event",
        EffectId.Thread => "a part of a thread",
        var other => other,
    };

    // What is told of several at once bears the due time of one that is told by itself too, and no two rows of a journal share a key.
    private static TurnChange Skip(TurnChange change, string activity, DateTimeOffset due, string reason, string part = "") => change with
    {
        State = change.State with { Last = new LastOccurrence(due, null, "skipped", reason) },
        Journal = change.Journal.Add(new JournalDraft(
            FormattableString.Invariant($"skipped:{activity}:{due.ToUnixTimeMilliseconds()}{part}"),
            JournalKinds.Skipped,
            "",
            reason,
            new JournalPayloads.Skipped(activity, due, reason))),
    };

    private static TurnChange Ended(TurnChange change, Effect effect, string kind)
    {
        var state = change.State;
        if (state.Last?.EffectId == effect.Id)
        {
            state = state with { Last = state.Last with { Result = TurnNames.Of(effect.State), Reason = effect.Verdict } };
        }

        var happened = effect.State is EffectState.Confirmed or EffectState.DryRun && effect is { Kind: EffectKind.Post or EffectKind.Reply or EffectKind.Quote, IsTrial: false };
        if (happened)
        {
            var post = new RecentPost(effect.Id, effect.Payload!.Text, effect.UpdatedAt, effect.ExternalId, LabelOf(effect));
            var recent = state.Recent.Insert(0, post);
            state = state with
            {
                Recent = recent.Length > RecentPosts ? recent.RemoveAt(RecentPosts) : recent,
                LastPostAt = effect.Kind == EffectKind.Reply ? state.LastPostAt : effect.UpdatedAt,
                PostCount = state.PostCount + (effect.State == EffectState.Confirmed ? 1 : 0),
            };
            change = change with { Memories = change.Memories.Add(Remembered(effect)) };
        }

        change = change with
        {
            State = AskedTurns.Ended(MentionInbox.Ended(state, effect), effect),
            Journal = kind == JournalKinds.Ended ? change.Journal : change.Journal.Add(new JournalDraft(
                $"{effect.Id}:ended:{effect.Version}",
                JournalKinds.Ended,
                effect.Id,
                effect.Verdict.Length == 0 ? TurnNames.Of(effect.State) : $"{TurnNames.Of(effect.State)}: {effect.Verdict}",
                new JournalPayloads.Ended(TurnNames.Of(effect.State), effect.Verdict, effect.Detail, effect.ExternalId, effect.Payload, effect.Attempt?.Number ?? 0))),
        };
        return ThreadTurns.Ended(change, effect);
    }

    // A reply stands in a stranger's conversation: it is never trusted more than their words.
    private static Provenance LabelOf(Effect effect) => effect.Kind == EffectKind.Reply ? Provenance.External : effect.Trust;

    private static MemoryItem Remembered(Effect effect) => new()
    {
        Id = effect.Id,
        Kind = "post",
        Content = effect.Payload!.Text,
        Importance = 0.4,
        Provenance = LabelOf(effect),
        At = effect.UpdatedAt,
    };

    private static int IndexOf(ImmutableArray<Effect> open, string id)
    {
        for (var i = 0; i < open.Length; i++)
        {
            if (open[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }
}
