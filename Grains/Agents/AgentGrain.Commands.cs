using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>What people and events make an agent do.</summary>
internal sealed partial class AgentGrain
{
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

        if (command.Verdict == "edit" && Objections(_definitions.Profile!, effect.Kind, [command.Text!], 1, force: true, command.Text!) is { Count: > 0 } verdicts)
        {
            return Refuse(AgentProblemCodes.BlockedOutgoing, string.Join(" ", verdicts.Select(v => v.Detail)));
        }

        if (command is { Verdict: "sent", ExternalId: { } post } && effect is { State: EffectState.Unknown, Payload: not null } && PostIds.TryParse(post, out _))
        {
            // Or the account would take it for somebody else's.
            await _services.Grains.GetGrain<IXAccountGrain>(effect.AccountKey).Claim(effect.Id, [post]);
        }

        try
        {
            EffectView? view = null;
            await CommitAsync(s =>
            {
                var change = Reviewed(s, effect, command, _services.Time.GetUtcNow());
                view = change?.Effects.Last(e => e.Id == effect.Id).ToView();
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
        if (change is null || command.Verdict is not ("approve" or "edit"))
        {
            return change;
        }

        change = ThreadTurns.Approved(change, change.Effects[^1], command.By, now, expires);
        return change with { State = change.State with { Approvals = change.State.Approvals + 1 } };
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
