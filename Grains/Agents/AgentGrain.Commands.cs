using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>What people and events make an agent do.</summary>
internal sealed partial class AgentGrain
{
    /// <inheritdoc/>
    public async Task<CommandResult> Post(PostCommand command)
    {
        EnsureExists();
        var profile = _definitions.Profile!;
        var cause = EffectId.OfRequest(command.Cause);
        if (await FindAsync(cause) is { } known)
        {
            return known.BodyHash == command.BodyHash ? Done(known) : Refuse(AgentProblemCodes.IdempotencyConflict,
                "This Idempotency-Key was used with another body. Send the same body again, or take a new key.");
        }

        var now = _services.Time.GetUtcNow();
        var state = _store.Current;
        if (state.PausedBy is not null)
        {
            return Refuse(AgentProblemCodes.AgentInactive, $"The agent is paused by {state.PausedBy}. Resume it, then post.");
        }

        if (profile.StatusReason is { Length: > 0 } reason)
        {
            return Refuse(AgentProblemCodes.AgentInactive, reason);
        }

        if (!command.Force && state.LastPostAt is { } last && last + profile.Rule.Min > now)
        {
            return Refuse(AgentProblemCodes.TooSoon, $"The last post was at {last:u}, and the definition asks for {profile.Rule.Min.TotalHours:0.##} hours between posts. Wait, or send force.");
        }

        if (state.Open.Length >= _services.Turns.MaxOpenEffects)
        {
            return Refuse(AgentProblemCodes.TooManyPending, $"{state.Open.Length} effects are open. Approve, reject or resolve some first.");
        }

        if (command.Topic is { } topic && _services.Secrets.Holds(topic))
        {
            return Refuse(AgentProblemCodes.BlockedOutgoing, "The topic holds a configured secret, which no prompt may hold. Leave it out, and send the rest again.");
        }

        var effect = profile.Seed.Plan(EffectKind.Post, cause, now) with
        {
            BodyHash = command.BodyHash,
            Topic = command.Topic,
            Force = command.Force,
            Expires = now + _services.Turns.RequestLifetime,
        };
        if (command.Text is { } text)
        {
            var verdicts = new PostComposer(_id, _services).Check(profile, state, text, effect.Force, operatorText: text, systemPrompt: null);
            if (verdicts.Count > 0)
            {
                return Refuse(AgentProblemCodes.BlockedOutgoing, string.Join(" ", verdicts.Select(v => v.Detail)));
            }
        }

        return await PlanAsync(effect, command.Text is { } exact ? new SocialPost { Text = exact } : null, profile.PublishFor(state));
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

        if (target is not { State: EffectState.Confirmed, ExternalId: { } postId, Kind: not (EffectKind.Delete or EffectKind.Like) })
        {
            return Refuse(AgentProblemCodes.EffectState, $"Only a confirmed post can be deleted; this one is {TurnNames.Of(target.State)}.");
        }

        var profile = _definitions.Profile!;
        var now = _services.Time.GetUtcNow();
        var planned = profile.Seed.Plan(EffectKind.Delete, requestCause, now) with { AccountKey = target.AccountKey, Expires = now + _services.Turns.RequestLifetime };
        var mode = profile.PublishFor(_store.Current) == PublishMode.DryRun ? PublishMode.DryRun : PublishMode.Live;
        return await PlanAsync(planned, new SocialPost { Text = "", DeleteId = postId }, mode);
    }

    /// <inheritdoc/>
    public async Task<CommandResult> Review(ReviewCommand command)
    {
        EnsureExists();
        var effect = _store.Current.Open.FirstOrDefault(e => e.Id == command.EffectId);
        if (effect is null)
        {
            var ended = await _services.Ledger.FindEffectAsync(command.EffectId, CancellationToken.None);
            return ended is null || ended.AgentId != _id
                ? Refuse(AgentProblemCodes.EffectNotFound, $"The agent has no effect '{command.EffectId}'.")
                : Refuse(AgentProblemCodes.EffectState, $"The effect is {TurnNames.Of(ended.State)}; there is nothing to say about it any more.");
        }

        if (command.Verdict == "edit" && new PostComposer(_id, _services).Check(_definitions.Profile!, _store.Current, command.Text!, force: true, command.Text, null) is { Count: > 0 } verdicts)
        {
            return Refuse(AgentProblemCodes.BlockedOutgoing, string.Join(" ", verdicts.Select(v => v.Detail)));
        }

        try
        {
            EffectView? view = null;
            await CommitAsync(s =>
            {
                var change = Reviewed(s, effect, command, _services.Time.GetUtcNow());
                view = change?.Effects[^1].ToView();
                return change;
            });
            return view is not null ? Done(view) : Refuse(AgentProblemCodes.EffectState, "The effect changed meanwhile. Read it again, then decide.");
        }
        catch (EffectTransitionException e)
        {
            return Refuse(AgentProblemCodes.EffectState, $"The effect is {TurnNames.Of(e.From)}; it cannot be told '{command.Verdict}'.");
        }
    }

    private TurnChange? Reviewed(TurnState state, Effect effect, ReviewCommand command, DateTimeOffset now)
    {
        var expires = now + _services.Turns.RequestLifetime;
        var change = TurnMachine.Advance(
            state,
            effect,
            e => command.Verdict switch
            {
                "approve" => EffectMachine.Approve(e, null, now, expires),
                "edit" => EffectMachine.Approve(e, command.Text, now, expires),
                "reject" => EffectMachine.Cancel(e, "rejected", $"Rejected by {command.By}.", now),
                "sent" => EffectMachine.Resolve(e, sent: true, command.ExternalId, command.By, now),
                "not_sent" => EffectMachine.Resolve(e, sent: false, null, command.By, now),
                _ => throw new ArgumentException($"'{command.Verdict}' is no verdict: approve, edit, reject, sent or not_sent."),
            },
            JournalKinds.Reviewed,
            e => ($"{command.Verdict} by {command.By}", new JournalPayloads.Reviewed(command.Verdict, command.By, command.Text, command.ExternalId)));
        return change is not null && command.Verdict is "approve" or "edit"
            ? change with { State = change.State with { Approvals = change.State.Approvals + 1 } }
            : change;
    }

    private async Task<CommandResult> PlanAsync(Effect planned, SocialPost? payload, PublishMode mode)
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
                    e => EffectMachine.Drafted(e, payload, mode, planned.At, _services.Turns),
                    JournalKinds.Drafted,
                    e => ("written by a person", new JournalPayloads.Outcome(0, TurnNames.Of(e.State), "", e.Verdict, "", null, null)))!);
            }

            view = change.Effects[^1].ToView();
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

    /// <inheritdoc/>
    public async Task<bool> Hear(AgentEvent happened)
    {
        if (!Exists)
        {
            return true;
        }

        var (profile, now) = (_definitions.Profile!, _services.Time.GetUtcNow());
        if (EventTurns.IsFull(_store.Current, now))
        {
            return false;
        }

        await CommitAsync(s => EventTurns.Hear(s, profile.Seed, profile.Definition, profile.Rule.Min, happened, now, _services.Turns));
        return true;
    }

    /// <inheritdoc/>
    public async Task<MentionsHeard> HearMentions(MentionDelivery delivery)
    {
        if (!Exists || _definitions.Profile!.Seed.AccountKey != delivery.AccountKey)
        {
            return new MentionsHeard { Left = true };
        }

        var notTaken = new List<string>();
        await CommitAsync(s =>
        {
            (var change, notTaken) = MentionInbox.Hear(s, delivery);
            return change;
        });
        return new MentionsHeard { NotTaken = notTaken };
    }

    private static CommandResult Done(EffectView effect) => new() { Effect = effect };

    private static CommandResult Refuse(string problem, string detail) => new() { Problem = problem, Detail = detail };
}
