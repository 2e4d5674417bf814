using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Grains.Agents;

/// <summary>From the plan of an effect to its payload: the budget reserved, a model asked, the draft stored.</summary>
internal sealed partial class TurnRunner
{
    /// <summary>The composings whose reservation this activation made: only for these is it certain that no model was asked yet.</summary>
    private readonly HashSet<(string EffectId, int Number)> _reserved = [];

    /// <summary>
    /// Plans an effect. Where a turn may begin at once, the budget of its first composing is reserved in the same write; where turns stand in
    /// a queue it is not, so that a crash costs the waiting ones nothing.
    /// </summary>
    public Task<bool> PlanAsync(Func<TurnState, TurnChange?> plan) => store.CommitAsync(s =>
    {
        var change = plan(s);
        if (change?.Effects is not [.., { State: EffectState.Planned, Payload: null, Composings: 0 } effect]
            || !services.Admission.HasRoom
            || EffectMachine.Next(effect, Now, _options) != EffectStep.Compose
            || profile() is not { } agent
            || FullDay(agent, effect) is not null
            || TurnMachine.BeginComposing(change.State, effect, PriceOf(effect), agent.DailyMicroDollars, Now) is not { } begun)
        {
            return change;
        }

        // Noted before the write: once that is done, the runner may look at the effect before anybody else can say a word.
        _reserved.Add((effect.Id, 1));
        return change.Then(begun);
    });

    /// <summary>Ends or moves an effect that does not go on now; what was reserved for a composing that asked no model yet is given back with it.</summary>
    private Task<bool> ReleaseAsync(Effect effect, Func<TurnState, Effect, DateTimeOffset, Effect> step)
    {
        var (now, released) = (Now, _reserved.Remove((effect.Id, effect.Composings)) ? effect.Reserved : 0);
        return store.CommitAsync(s => TurnMachine.Advance(s with { Day = s.Day.At(now).Settle(released, 0) }, effect, e => step(s, e with { Reserved = e.Reserved - released }, now)));
    }

    private async Task ComposeAsync(AgentProfile agent, Effect effect, CancellationToken token)
    {
        if (!_reserved.Remove((effect.Id, effect.Composings)))
        {
            if (await MayLeaveAsync(agent, effect))
            {
                await ReserveAsync(agent, effect);
            }

            return;
        }

        var look = effect.AskedTargetId is null ? null : await TargetLook.TakeAsync(services, agent, effect, store.Current, token);
        if (look is { Verdict.Length: > 0 } || !effect.IsGenerated)
        {
            await FrameAsync(agent, effect, look);
            return;
        }

        var composed = await composer.ComposeAsync(agent, effect, store.Current, look?.Talk, token);
        var now = Now;
        var mode = effect.IsTrial ? PublishMode.DryRun : agent.PublishFor(store.Current);
        TurnChange? Draft(TurnState s) => TurnMachine.Advance(
            s with { Day = s.Day.At(now).Settle(effect.Reserved, composed.Entry.MicroDollars) },
            effect,
            e => composed.Payload is { } payload
                ? EffectMachine.Drafted(ThreadTurns.Headed(e, composed.Followers), payload, mode, now, _options, composed.Trust)
                : EffectMachine.ComposingFailed(e, composed.Verdict, composed.Detail, composed.RetryAt, now, _options),
            JournalKinds.Drafted,
            e => (composed.Payload is null ? composed.Verdict : "drafted", composed.Entry)) is { } drafted
                ? ThreadTurns.Laid(drafted, composed.Followers, mode, now, _options)
                : null;

        // What may leave at once is stored with its attempt, in one write: the order of the two is kept, and a turn has one flush less.
        if (Draft(store.Current)?.Effects is [var drafted, ..] && EffectMachine.Next(drafted, now, _options) == EffectStep.Send && FullDay(agent, drafted) is null)
        {
            await SendAsync(agent, drafted, Draft, token);
        }
        else
        {
            await store.CommitAsync(Draft);
        }
    }

    /// <summary>What is reserved for a composing: nothing where no model writes.</summary>
    private long PriceOf(Effect effect) => effect.IsGenerated ? _options.ComposingMicroDollars : 0;

    /// <summary>What a person asked for needs no model, or was not to be: its payload is what they fixed, or there is none.</summary>
    private Task<bool> FrameAsync(AgentProfile agent, Effect effect, TargetLook? look)
    {
        var (now, mode) = (Now, agent.PublishFor(store.Current));
        return store.CommitAsync(s => TurnMachine.Advance(
            s with { Day = s.Day.At(now).Settle(effect.Reserved, 0) },
            effect,
            e => look is { Verdict.Length: > 0 }
                ? EffectMachine.ComposingFailed(e, look.Verdict, look.Detail, look.RetryAt, now, _options)
                : EffectMachine.Drafted(e, e.Frame!, mode, now, _options),
            JournalKinds.Drafted,
            e => (look is { Verdict.Length: > 0 } ? look.Verdict : e.IsRequested ? "as a person asked" : "as it was decided", new JournalPayloads.Outcome(0, TurnNames.Of(e.State), "", e.Verdict, e.Detail, null, e.NotBefore))));
    }

    /// <summary>Whether a reply may be written now: an outage or a slow model may have moved it past its hour, or its author said stop.</summary>
    private async Task<bool> MayLeaveAsync(AgentProfile agent, Effect effect)
    {
        var now = Now;
        ReplyDue? Due(TurnState s) => MentionTurns.MentionOf(effect) is not null && s.Own is { } own
            ? MentionTurns.Due(s, effect, agent.Definition, own.ForConversations(), now)
            : null;
        if (Due(store.Current) is null or { IsNow: true })
        {
            return true;
        }

        await store.CommitAsync(s => Due(s) switch
        {
            null or { IsNow: true } => null,
            { IsTooLate: true } late => TurnMachine.Advance(
                late.State, effect, e => EffectMachine.Cancel(e, "too_late", "It could not leave in time, or its author asked to be left alone.", now)),
            var due => TurnMachine.Advance(due.State, effect, e => EffectMachine.Postponed(e, due.NotBefore!.Value, now)),
        });
        return false;
    }

    private async Task ReserveAsync(AgentProfile agent, Effect effect)
    {
        var now = Now;
        var reserved = effect.Composings < _options.MaxComposings
            && await store.CommitAsync(s => TurnMachine.BeginComposing(Slotted(s), effect, PriceOf(effect), agent.DailyMicroDollars, now));
        // A reply's place in the hour moves with it.
        TurnState Slotted(TurnState s) => MentionTurns.MentionOf(effect) is not null && s.Own is { } own
            ? MentionTurns.Due(s, effect, agent.Definition, own.ForConversations(), now).State
            : s;
        if (reserved)
        {
            _reserved.Add((effect.Id, effect.Composings + 1));
        }
        else
        {
            var (verdict, detail) = effect.Composings < _options.MaxComposings
                ? ("budget", "The agent's budget for models is used up for this UTC day; raise limits.usd_per_day or wait.")
                : ("no_draft", $"No model gave a usable draft in {effect.Composings} composings.");
            await AdvanceAsync(effect, e => EffectMachine.ComposingFailed(e, verdict, detail, null, now, _options));
        }
    }
}
