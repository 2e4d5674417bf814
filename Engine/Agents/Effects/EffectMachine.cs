using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>
/// The life of an effect as pure functions: <c>planned → held → attempting → confirmed | failed | unknown | cancelled | abandoned |
/// dry_run</c>. The order that keeps "once" true is the caller's: store the effect with its exact payload, store the attempt, act with a
/// deadline that ends before the attempt does, store the end.
/// </summary>
public static class EffectMachine
{
    /// <summary>
    /// Whether what an effect does is a state and no event: deleted or liked twice is deleted or liked once. An end in doubt is made again as
    /// it was, and the second answer is the truth; no timeline has to be asked.
    /// </summary>
    public static bool IsRepeatable(EffectKind kind) => kind is EffectKind.Delete or EffectKind.Like or EffectKind.Repost;

    /// <summary>How often what is repeatable is made again after its ordinary attempts: after 10, 20, 40 … minutes, some ten hours in all.</summary>
    private const int LateRepeats = 6;

    private static readonly TimeSpan FirstLateRepeat = TimeSpan.FromMinutes(10);

    /// <summary>What the effect needs at a time.</summary>
    public static EffectStep Next(Effect effect, DateTimeOffset now, TurnOptions options) => effect.State switch
    {
        EffectState.Planned or EffectState.Held when effect.Expires <= now => EffectStep.Expire,
        EffectState.Planned when effect.AwaitsPredecessor => EffectStep.Wait,
        EffectState.Planned when effect.NotBefore > now => EffectStep.Wait,
        EffectState.Planned when effect.Payload is null => EffectStep.Compose,
        EffectState.Planned => EffectStep.Send,
        EffectState.Attempting when ReconcileAt(effect, options) <= now => EffectStep.Reconcile,
        _ => EffectStep.Wait,
    };

    /// <summary>When it needs something next without anybody's word; null for never.</summary>
    public static DateTimeOffset? WakeAt(Effect effect, TurnOptions options) => effect.State switch
    {
        EffectState.Planned when effect.AwaitsPredecessor => effect.Expires,
        EffectState.Planned => Earlier(effect.NotBefore ?? effect.UpdatedAt, effect.Expires),
        EffectState.Held => effect.Expires,
        EffectState.Attempting => ReconcileAt(effect, options),
        _ => null,
    };

    /// <summary>Reserves the budget of a composing that is about to begin.</summary>
    public static Effect BeginComposing(Effect effect, long reserved, DateTimeOffset now) =>
        Move(effect, EffectState.Planned, now) with { Composings = effect.Composings + 1, Reserved = reserved, NotBefore = null };

    /// <summary>The part before it stands: from now on it answers that one, and may be sent where it need not wait for a person.</summary>
    public static Effect Follow(Effect effect, string predecessorPostId, DateTimeOffset now) => effect.AwaitsPredecessor
        ? Move(effect, effect.State, now) with { Payload = effect.Payload! with { ReplyToId = predecessorPostId } }
        : throw new InvalidOperationException($"Effect {effect.Id} waits for no part before it.");

    /// <summary>
    /// The payload is written: it is sent, held or only recorded, as the publish mode says. One that the effect's cause does not lead to
    /// (<see cref="EffectCapability"/>) ends it.
    /// </summary>
    /// <param name="effect">The effect.</param>
    /// <param name="payload">What leaves, exactly.</param>
    /// <param name="mode">The publish mode.</param>
    /// <param name="now">The present.</param>
    /// <param name="options">How turns are bounded.</param>
    /// <param name="trust">The least trusted label of the prompt from which it was written; <see cref="Provenance.Self"/> for a person's own text.</param>
    public static Effect Drafted(Effect effect, SocialPost payload, PublishMode mode, DateTimeOffset now, TurnOptions options, Provenance trust = Provenance.Self)
    {
        if (effect.Attempt is not null)
        {
            throw new InvalidOperationException($"Effect {effect.Id} was attempted; its payload cannot change.");
        }

        if (EffectCapability.Check(effect, payload, trust) is { IsAllowed: false } denied)
        {
            return End(effect with { Reserved = 0 }, EffectState.Failed, now, EffectCapability.Verdict, $"{denied.Detail} ({denied.Code})");
        }

        var drafted = effect with { Payload = payload, Reserved = 0, Trust = trust };
        return mode switch
        {
            PublishMode.DryRun => End(drafted, EffectState.DryRun, now, "dry_run", "Recorded; the agent publishes nothing."),
            PublishMode.Review when !effect.Approved => Move(drafted, EffectState.Held, now) with { Expires = now + options.ReviewLifetime, Verdict = "needs_review" },
            _ => Move(drafted, EffectState.Planned, now) with { NotBefore = null, Verdict = "", Detail = "" },
        };
    }

    /// <summary>A composing brought no payload: it is tried again at a time, or the effect fails.</summary>
    public static Effect ComposingFailed(Effect effect, string verdict, string detail, DateTimeOffset? retryAt, DateTimeOffset now, TurnOptions options) =>
        retryAt is { } at && effect.Composings < options.MaxComposings
            ? Move(effect, EffectState.Planned, now) with { NotBefore = at, Reserved = 0, Verdict = verdict, Detail = detail }
            : End(effect with { Reserved = 0 }, EffectState.Failed, now, verdict, detail);

    /// <summary>The permit was refused: it waits, or fails where only a person can mend it.</summary>
    public static Effect Refused(Effect effect, SocialPermit permit, DateTimeOffset now) =>
        permit.RetryAt is { } at
            ? Move(effect, EffectState.Planned, now) with { NotBefore = at, Verdict = permit.Reason ?? "refused", Detail = permit.Detail ?? "" }
            : End(effect, EffectState.Failed, now, permit.Reason ?? "refused", permit.Detail ?? "");

    /// <summary>It has to wait: only the time stands against it.</summary>
    public static Effect Postponed(Effect effect, DateTimeOffset until, DateTimeOffset now) => Move(effect, EffectState.Planned, now) with { NotBefore = until };

    /// <summary>A ceiling of the day has no room for it: it waits for the next day, or fails where its time is over by then.</summary>
    public static Effect OverLimit(Effect effect, string verdict, string detail, DateTimeOffset nextDay, DateTimeOffset now) =>
        effect.Expires <= nextDay
            ? End(effect, EffectState.Failed, now, verdict, detail)
            : Move(effect, EffectState.Planned, now) with { NotBefore = nextDay, Verdict = verdict, Detail = detail };

    /// <summary>The end of an effect whose text may not leave after all; nothing of it was sent.</summary>
    public static Effect Blocked(Effect effect, string verdict, string detail, DateTimeOffset now)
    {
        Require(effect, EffectState.Planned);
        return End(effect, EffectState.Failed, now, verdict, detail);
    }

    /// <summary>The attempt as it must be stored before the act.</summary>
    public static Effect BeginAttempt(Effect effect, string baseline, DateTimeOffset now, TurnOptions options)
    {
        if (effect.Payload is null)
        {
            throw new InvalidOperationException($"Effect {effect.Id} has no payload to send.");
        }

        var number = (effect.Attempt?.Number ?? 0) + 1;
        return Move(effect, EffectState.Attempting, now) with
        {
            Attempt = new EffectAttempt(number, now, now + options.ActDeadline, now + options.AttemptLength, baseline),
            NotBefore = null,
            AbsentSince = null,
            LastOutcome = "",
            Verdict = "",
            Detail = "",
        };
    }

    /// <summary>The end of the call that an attempt made.</summary>
    public static Effect Settle(Effect effect, SocialOutcome outcome, DateTimeOffset now, TurnOptions options)
    {
        Require(effect, EffectState.Attempting);
        var detail = outcome.Detail ?? "";
        if (outcome.Class == OutcomeClass.Sent)
        {
            return Confirm(effect, outcome.PostId ?? effect.Payload!.DeleteId ?? effect.Payload.LikeId ?? effect.Payload.RepostId, now);
        }

        // "Duplicate" is no refusal like others: the text may stand there because this very effect put it there.
        if (outcome.Class == OutcomeClass.Ambiguous || (outcome.Code == SocialOutcomeCodes.Duplicate && !IsRepeatable(effect.Kind)))
        {
            return Move(effect, EffectState.Attempting, now) with { LastOutcome = outcome.Code, Verdict = outcome.Code, Detail = detail };
        }

        if (effect.Kind == EffectKind.Delete && outcome.Code == SocialOutcomeCodes.NotFound)
        {
            return Confirm(effect, effect.Payload!.DeleteId, now) with { Verdict = "already_gone" };
        }

        var retryAt = outcome.Code switch
        {
            SocialOutcomeCodes.RateWindow => outcome.RetryAt ?? now + options.AttemptLength,
            SocialOutcomeCodes.Unreachable => now + BackOff(effect.Attempt!.Number),
            _ => (DateTimeOffset?)null,
        };
        return retryAt is { } at && effect.Attempt!.Number < options.MaxAttempts
            ? Move(effect, EffectState.Planned, now) with { NotBefore = at, LastOutcome = outcome.Code, Verdict = outcome.Code, Detail = detail }
            : End(effect, EffectState.Failed, now, outcome.Code, detail);
    }

    /// <summary>A look at the timeline begins: counted before it is made, so that it can be charged.</summary>
    public static Effect BeginRead(Effect effect, DateTimeOffset now)
    {
        Require(effect, EffectState.Attempting);
        return Move(effect, EffectState.Attempting, now) with { Reads = effect.Reads + 1 };
    }

    /// <summary>What a look at the timeline found.</summary>
    public static Effect Observe(Effect effect, TimelineFinding finding, string? postId, DateTimeOffset? retryAt, DateTimeOffset now, TurnOptions options)
    {
        Require(effect, EffectState.Attempting);
        switch (finding)
        {
            case TimelineFinding.Landed:
                return Confirm(effect, postId, now);
            case TimelineFinding.NotRead:
                return Move(effect, EffectState.Attempting, now) with { NotBefore = retryAt ?? now + options.AbsenceSpacing };
        }

        if (effect.AbsentSince is not { } since || now - since < options.AbsenceSpacing)
        {
            return Move(effect, EffectState.Attempting, now) with
            {
                AbsentSince = effect.AbsentSince ?? now,
                NotBefore = (effect.AbsentSince ?? now) + options.AbsenceSpacing,
            };
        }

        if (effect.LastOutcome == SocialOutcomeCodes.Duplicate)
        {
            return finding == TimelineFinding.OnlyOlder
                ? End(effect, EffectState.Failed, now, "duplicate_of", $"The account has said this before: post {postId}.") with { ExternalId = null }
                : Move(effect, EffectState.Unknown, now) with { Verdict = "duplicate_not_found", Detail = "The network says that this stands there already, but the timeline does not show it. Look, then resolve the effect as sent or not_sent." };
        }

        // Proved absent: the same bytes may go out again.
        return effect.Attempt!.Number < options.MaxAttempts && !(effect.Expires <= now)
            ? Move(effect, EffectState.Planned, now) with { NotBefore = null, AbsentSince = null, Verdict = "resend", Detail = "" }
            : End(effect, EffectState.Failed, now, "not_sent", "No attempt reached the network.");
    }

    /// <summary>
    /// What is <see cref="IsRepeatable"/> and whose end is not known is made again, at first at once and then at growing distances over most
    /// of a day: a network that does not answer for some minutes must not leave a person something to resolve.
    /// </summary>
    public static Effect Repeat(Effect effect, DateTimeOffset now, TurnOptions options)
    {
        Require(effect, EffectState.Attempting);
        var late = effect.Attempt!.Number - options.MaxAttempts;
        return late < LateRepeats
            // Without an end of its time: begun as it is, it may stand there, and is not to be given up as if it did not.
            ? Move(effect, EffectState.Planned, now) with { NotBefore = late < 0 ? null : now + (FirstLateRepeat * Math.Pow(2, late)), Expires = null, Verdict = "resend" }
            : Move(effect, EffectState.Unknown, now) with { Verdict = $"{TurnNames.Of(effect.Kind)}_unanswered", Detail = "The network did not answer. Look at the post, then resolve the effect." };
    }

    /// <summary>A person lets a held effect go, with its text or another.</summary>
    public static Effect Approve(Effect effect, string? newText, DateTimeOffset now, DateTimeOffset expires)
    {
        Require(effect, EffectState.Held);
        return Move(effect, EffectState.Planned, now) with
        {
            Approved = true,
            Payload = newText is null ? effect.Payload : effect.Payload! with { Text = newText },
            Expires = expires,
            Verdict = "",
            Detail = "",
        };
    }

    /// <summary>Given up before any attempt under way: rejected, expired, skipped, killed.</summary>
    public static Effect Cancel(Effect effect, string verdict, string detail, DateTimeOffset now) =>
        End(effect, effect.Attempt is null ? EffectState.Cancelled : EffectState.Failed, now, verdict, detail);

    /// <summary>It belongs to another world and is closed, wherever it stood.</summary>
    public static Effect Abandon(Effect effect, string detail, DateTimeOffset now) =>
        End(effect, EffectState.Abandoned, now, "other_world", detail);

    /// <summary>An operator says what became of an unknown effect.</summary>
    public static Effect Resolve(Effect effect, bool sent, string? externalId, string by, DateTimeOffset now)
    {
        Require(effect, EffectState.Unknown);
        return sent
            ? Move(effect, EffectState.Confirmed, now) with { ExternalId = externalId, Verdict = "resolved", Detail = $"Resolved as sent by {by}." }
            : Move(effect, EffectState.Failed, now) with { Verdict = "resolved", Detail = $"Resolved as not sent by {by}." };
    }

    private static Effect Confirm(Effect effect, string? postId, DateTimeOffset now) =>
        Move(effect, EffectState.Confirmed, now) with { ExternalId = postId, NotBefore = null, Verdict = "", Detail = "" };

    private static Effect End(Effect effect, EffectState state, DateTimeOffset now, string verdict, string detail) =>
        Move(effect, state, now) with { NotBefore = null, Verdict = verdict, Detail = detail };

    private static Effect Move(Effect effect, EffectState to, DateTimeOffset now)
    {
        if (!EffectTransitions.Allows(effect.State, to))
        {
            throw new EffectTransitionException(effect.Id, effect.State, to);
        }

        return effect with { State = to, UpdatedAt = now, Version = effect.Version + 1 };
    }

    private static void Require(Effect effect, EffectState state)
    {
        if (effect.State != state)
        {
            throw new EffectTransitionException(effect.Id, effect.State, state);
        }
    }

    private static DateTimeOffset ReconcileAt(Effect effect, TurnOptions options)
    {
        var closed = effect.Attempt!.NotAfter + options.Grace;
        return effect.NotBefore is { } at && at > closed ? at : closed;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset? b) => b is { } other && other < a ? other : a;

    private static TimeSpan BackOff(int attempt) => TimeSpan.FromSeconds(10 * Math.Pow(3, attempt - 1));
}
