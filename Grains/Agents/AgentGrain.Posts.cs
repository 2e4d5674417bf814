using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>What people ask an agent to do on the network.</summary>
internal sealed partial class AgentGrain
{
    /// <inheritdoc/>
    public async Task<CommandResult> Post(PostCommand command)
    {
        EnsureExists();
        var (profile, cause) = (_definitions.Profile!, EffectId.OfRequest(command.Cause));
        if (await KnownOrStoppedAsync(cause, command.BodyHash, command.ThreadLength) is { } answered)
        {
            return answered;
        }

        var (now, state) = (_services.Time.GetUtcNow(), _store.Current);
        var kind = command.ReplyToId is not null ? EffectKind.Reply : command.QuoteOfId is not null ? EffectKind.Quote : EffectKind.Post;
        if (kind != EffectKind.Reply && !command.Force && state.LastPostAt is { } last && last + profile.Rule.Min > now)
        {
            return Refuse(AgentProblemCodes.TooSoon, $"The last post was at {last:u}, and the definition asks for {profile.Rule.Min.TotalHours:0.##} hours between posts. Wait, or send force.");
        }

        if (TooManyParts(profile.Definition, command.ThreadLength) is { } refusal)
        {
            return Refuse(AgentProblemCodes.ThreadTooLong, refusal);
        }

        if (((string?[])[command.Topic, .. command.Poll?.Options ?? []]).Any(asked => asked is not null && _services.Secrets.Holds(asked)))
        {
            return Refuse(AgentProblemCodes.BlockedOutgoing, "The topic or the poll holds a configured secret, which no prompt may hold. Leave it out, and send the rest again.");
        }

        var frame = FrameOf(command);
        // Its text is judged below, or is still to be written.
        if (frame is not null && PostShape.Problem(frame with { Text = "…" }) is { } shape)
        {
            return Refuse(AgentProblemCodes.InvalidPost, shape);
        }

        List<string> parts = command.Text is not { } text ? [] : command.ThreadLength > 1 ? DraftChecks.SplitThread(text, profile.Definition) : [text];
        if (command.Text is { } own && Objections(profile, kind, parts, command.ThreadLength, command.Force, own) is { Count: > 0 } verdicts)
        {
            return Refuse(AgentProblemCodes.BlockedOutgoing, string.Join(" ", verdicts.Select(v => v.Detail)));
        }

        var effect = profile.Seed.Plan(kind, cause, now) with
        {
            BodyHash = command.BodyHash,
            Topic = TopicOf(command),
            Force = command.Force,
            MostParts = command.ThreadLength,
            Frame = frame,
            Expires = now + _services.Turns.RequestLifetime,
        };
        return await PlanAsync(effect, kind == EffectKind.Post && parts is [var first, ..] ? (frame ?? new SocialPost { Text = "" }) with { Text = first } : null, profile.PublishFor(state), parts is [_, .. var rest] ? rest : []);
    }

    /// <inheritdoc/>
    public async Task<CommandResult> Interact(InteractionCommand command)
    {
        EnsureExists();
        var (profile, cause) = (_definitions.Profile!, EffectId.OfRequest(command.Cause));
        if (await KnownOrStoppedAsync(cause, command.BodyHash, 1) is { } answered)
        {
            return answered;
        }

        var now = _services.Time.GetUtcNow();
        var effect = profile.Seed.Plan(command.Kind == SocialInteractionKind.Like ? EffectKind.Like : EffectKind.Repost, cause, now) with
        {
            BodyHash = command.BodyHash,
            Frame = command.Kind switch
            {
                SocialInteractionKind.Like => new SocialPost { Text = "", LikeId = command.PostId },
                SocialInteractionKind.Repost => new SocialPost { Text = "", RepostId = command.PostId },
                _ => throw new ArgumentOutOfRangeException(nameof(command), command.Kind, "A person asks for a like or a repost."),
            },
            Expires = now + _services.Turns.RequestLifetime,
        };
        return await PlanAsync(effect, null, profile.PublishFor(_store.Current), []);
    }

    /// <summary>The effect that a request asked for before, or why nothing can be asked of the agent now; null where something can.</summary>
    private async Task<CommandResult?> KnownOrStoppedAsync(string cause, string bodyHash, int effects)
    {
        if (await FindAsync(cause) is { } known)
        {
            return known.BodyHash == bodyHash ? Done(known) : Refuse(AgentProblemCodes.IdempotencyConflict,
                "This Idempotency-Key was used with another body. Send the same body again, or take a new key.");
        }

        var state = _store.Current;
        return state.PausedBy is not null ? Refuse(AgentProblemCodes.AgentInactive, $"The agent is paused by {state.PausedBy}. Resume it, then ask.")
            : _definitions.Profile!.StatusReason is { Length: > 0 } reason ? Refuse(AgentProblemCodes.AgentInactive, reason)
            : state.Open.Length + effects > _services.Turns.MaxOpenEffects ? Refuse(AgentProblemCodes.TooManyPending, $"{state.Open.Length} effects are open. Approve, reject or resolve some first.")
            : null;
    }

    /// <summary>Why a thread may not have so many parts; null where it may.</summary>
    internal static string? TooManyParts(AgentDefinition definition, int parts) => Math.Max(1, definition.Behavior.Content.MaxThreadLength) is var most && parts > most
        ? $"{parts} parts were asked for, and the definition allows {most} (behavior.content_preferences.max_thread_length). Ask for fewer, or raise it."
        : null;

    /// <summary>What to write about. A poll's answers stand in it: whoever asks the question has to know them.</summary>
    private static string? TopicOf(PostCommand command) => command is { Poll: { } poll, Text: null }
        ? $"{command.Topic ?? "a question to the readers"} (a poll under the post offers the answers {string.Join(", ", poll.Options.Select(option => $"\"{option}\""))}; ask, and do not list them)"
        : command.Topic;

    /// <summary>What a request fixes of the payload besides a post's own text; null for nothing.</summary>
    private static SocialPost? FrameOf(PostCommand command) => (command.ReplyToId ?? command.QuoteOfId) is null && command is { Poll: null, MediaIds: null }
        ? null
        : new SocialPost { Text = command.Text ?? "", ReplyToId = command.ReplyToId, QuoteOfId = command.QuoteOfId, Poll = command.Poll, MediaIds = command.MediaIds, MadeWithAi = command.MadeWithAi };

    /// <summary>What stands against a person's own text: a reply is measured without the handles before it, and may not repeat another.</summary>
    private List<Verdict> Objections(AgentProfile profile, EffectKind kind, List<string> parts, int most, bool force, string text)
    {
        var composer = new PostComposer(_id, _services);
        return kind == EffectKind.Reply
            ? composer.CheckReply(profile, _store.Current, text, [], operatorText: text, systemPrompt: null)
            : composer.Check(profile, _store.Current, parts, most, force, operatorText: text, systemPrompt: null);
    }

    /// <inheritdoc/>
    public async Task<CommandResult> DeletePost(string effectId, string cause)
    {
        EnsureExists();
        var requestCause = EffectId.OfRequest(cause);
        if (await FindAsync(requestCause) is { } known)
        {
            return Done(known);
        }

        var target = await _services.Ledger.FindEffectAsync(effectId, CancellationToken.None);
        if (target is null || target.AgentId != _id)
        {
            return Refuse(AgentProblemCodes.EffectNotFound, $"The agent has no effect '{effectId}'. GET …/effects lists what there is.");
        }

        if (target is not { State: EffectState.Confirmed, ExternalId: { } postId, Kind: EffectKind.Post or EffectKind.Reply or EffectKind.Quote })
        {
            return Refuse(AgentProblemCodes.EffectState, $"Only a confirmed post can be deleted; this one is {TurnNames.Of(target.State)}.");
        }

        var profile = _definitions.Profile!;
        var now = _services.Time.GetUtcNow();
        var planned = profile.Seed.Plan(EffectKind.Delete, requestCause, now) with { AccountKey = target.AccountKey, Expires = now + _services.Turns.RequestLifetime };
        var mode = profile.PublishFor(_store.Current) == PublishMode.DryRun ? PublishMode.DryRun : PublishMode.Live;
        return await PlanAsync(planned, new SocialPost { Text = "", DeleteId = postId }, mode, []);
    }

    private async Task<CommandResult> PlanAsync(Effect planned, SocialPost? payload, PublishMode mode, List<string> followers)
    {
        var view = planned.ToView();
        await ArmedAsync(_runner.PlanAsync(s =>
        {
            if (s.Open.FirstOrDefault(e => e.Id == planned.Id) is { } known)
            {
                view = known.ToView();
                return null;
            }

            var change = TurnMachine.Plan(new TurnChange(s), planned, due: null);
            if (payload is not null)
            {
                change = change.Then(TurnMachine.Advance(
                    change.State,
                    planned,
                    e => EffectMachine.Drafted(ThreadTurns.Headed(e, followers), payload, mode, planned.At, _services.Turns),
                    JournalKinds.Drafted,
                    e => ("written by a person", new JournalPayloads.Outcome(0, TurnNames.Of(e.State), "", e.Verdict, "", null, null)))!);
                change = ThreadTurns.Laid(change, followers, mode, planned.At, _services.Turns);
            }

            view = change.Effects.Last(e => e.Id == planned.Id).ToView();
            return change;
        }));
        return Done(view);
    }

    private async Task<EffectView?> FindAsync(string cause)
    {
        var id = EffectId.From(_id, cause);
        return _store.Current.Open.FirstOrDefault(e => e.Id == id)?.ToView()
            ?? _store.Current.Outbox.Effects.LastOrDefault(e => e.EffectId == id)
            ?? await _services.Ledger.FindEffectAsync(id, CancellationToken.None);
    }
}
