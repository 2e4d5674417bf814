using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>
/// Does an agent's work, one step at a time, on an interleaving timer. Between awaits it holds no mutable state: each step reads the
/// snapshot, does one thing outside or none, and commits against the effect's version that it began with.
/// </summary>
internal sealed partial class TurnRunner(
    string agentId,
    TurnStore store,
    AgentServices services,
    PostComposer composer,
    Func<AgentProfile?> profile)
{
    private readonly TurnOptions _options = services.Turns;

    /// <summary>Works until nothing is due. Returns when to come back: null for when something changes.</summary>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken token)
    {
        while (!store.IsLost && profile() is { } agent)
        {
            token.ThrowIfCancellationRequested();
            var now = services.Time.GetUtcNow();
            if (!await store.FlushAsync())
            {
                return now + TimeSpan.FromSeconds(5);
            }

            var state = store.Current;
            if (TurnMachine.Foreign(state, agent.Seed.World) is { } foreign)
            {
                await AdvanceAsync(foreign, e => EffectMachine.Abandon(e, $"Made for the world '{foreign.World}'; this is '{agent.Seed.World}'.", Now));
            }
            else if (TurnMachine.NextEffect(state, now, _options) is { } next)
            {
                await StepAsync(agent, next.Effect, next.Step, token);
            }
            else if (MentionInbox.Next(state, now) is { } mention)
            {
                var known = await Acquaintance.ReadAsync(services, agent.Definition, mention, token);
                await store.CommitAsync(s => MentionInbox.Decide(s, mention, agent.Seed, agent.Definition, agent.StandingOf(s), now, _options, known, agent.PublishFor(s)));
            }
            else if (TalkTurns.Next(state, now) is { } talk)
            {
                using (await services.Admission.EnterAsync(token))
                {
                    await new TalkRunner(store, services, composer).RunAsync(agent, talk, token);
                }
            }
            else if (EncounterTurns.Next(state, now) is { } encounter)
            {
                using (await services.Admission.EnterAsync(token))
                {
                    await new EncounterRunner(store, services, composer).RunAsync(agent, encounter, token);
                }
            }
            else if (TurnMachine.OccurrenceAt(state) <= now)
            {
                _ = await MayOccurAsync(agent, token) && await PlanAsync(s => TurnMachine.OccurrenceAt(s) <= now ? TurnMachine.Occur(s, agent.Seed, agent.Rule, now, _options, agent.Definition.Limits) : null);
            }
            else
            {
                return TurnMachine.WakeAt(state, _options);
            }
        }

        return null;
    }

    private async Task StepAsync(AgentProfile agent, Effect effect, EffectStep step, CancellationToken token)
    {
        if (step is EffectStep.Compose or EffectStep.Send && FullDay(agent, effect) is { } full)
        {
            await ReleaseAsync(effect, (s, e, now) => EffectMachine.OverLimit(e, full.Verdict, full.Reason, s.Day.At(now).Next, now));
            return;
        }

        if (step is EffectStep.Compose or EffectStep.Send && !await MayPostAsync(agent, effect, token))
        {
            return;
        }

        switch (step)
        {
            case EffectStep.Expire:
                await AdvanceAsync(effect, e => EffectMachine.Cancel(e, "expired", "Its time was over before it could begin.", Now));
                break;
            case EffectStep.Compose:
                using (await services.Admission.EnterAsync(token))
                {
                    await ComposeAsync(agent, effect, token);
                }

                break;
            case EffectStep.Send:
                using (await services.Admission.EnterAsync(token))
                {
                    await SendAsync(agent, effect, draft: null, token);
                }

                break;
            case EffectStep.Reconcile:
                await ReconcileAsync(effect, token);
                break;
        }
    }

    /// <summary>Why the day has no room for an effect; null where it has. What was attempted once has its place already.</summary>
    private (string Verdict, string Reason)? FullDay(AgentProfile agent, Effect effect) =>
        effect.Attempt is null ? store.Current.Day.At(Now).Refusal(effect.Kind, agent.Definition.Limits) : null;

    /// <summary>Asks for the permit, stores the attempt, acts, stores the end.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="effect">The effect with its payload.</param>
    /// <param name="draft">The step that gives it this payload, where that is not stored yet; it is, with whatever comes next.</param>
    /// <param name="token">Ends with the activation.</param>
    private async Task SendAsync(AgentProfile agent, Effect effect, Func<TurnState, TurnChange?>? draft, CancellationToken token)
    {
        Task<bool> StoreAsync(Func<TurnState, TurnChange?> step) => store.CommitAsync(draft is null ? step : s => draft(s)?.Then(step));

        if (effect.Attempt is null && services.Secrets.Holds(effect.Payload!.Text))
        {
            // It waited, and what it says has become a secret since. What was attempted once is resent as it was, or not at all.
            await StoreAsync(s => TurnMachine.Advance(s, effect, e => EffectMachine.Blocked(e, OutgoingVerdict.Code, "The text holds a configured secret.", Now)));
            return;
        }

        var account = services.Grains.GetGrain<IXAccountGrain>(effect.AccountKey);
        var number = (effect.Attempt?.Number ?? 0) + 1;
        var permit = await account.Reserve(new SocialPermitRequest
        {
            AgentId = agentId,
            EffectId = effect.Id,
            Attempt = number,
            Kind = KindOf(effect),
            HasLink = UrlScanner.Find(effect.Payload!.Text).Count > 0,
        });
        if (!permit.Granted)
        {
            await StoreAsync(s => TurnMachine.Advance(s, effect, e => EffectMachine.Refused(e, permit, Now)));
            return;
        }

        // Everything up to here may be repeated. From the next line on, the vendor may have been called.
        var begun = EffectMachine.BeginAttempt(effect, permit.BaselineId, Now, _options);
        if (!await StoreAsync(s => TurnMachine.BeginAttempt(s, effect, begun, begun.UpdatedAt)) || !await store.FlushAsync())
        {
            return;
        }

        token.ThrowIfCancellationRequested();
        if (Now >= begun.Attempt!.Deadline)
        {
            return;
        }

        // With the attempt the tables were told what it says. A text has one account there: of two that reach this line together one goes on.
        var outcome = IsText(effect.Kind) && await composer.SaidElsewhereAsync(effect, [begun.Payload!.Text], token)
            ? new SocialOutcome { Class = OutcomeClass.NotSent, Code = SocialPolicy.SaidElsewhere.Code, Detail = $"{SocialPolicy.SaidElsewhere.Detail} {SocialPolicy.SaidElsewhere.Mend}" }
            : await services.Grains.GetGrain<ISocialWorkerGrain>("worker").Publish(
                new SocialCall
                {
                    AccountKey = effect.AccountKey,
                    AgentId = agentId,
                    EffectId = effect.Id,
                    Post = begun.Payload!,
                    Deadline = begun.Attempt.Deadline,
                    Tags = [.. agent.Tags],
                },
                token);
        await account.Settle(new SocialSettlement { EffectId = effect.Id, Attempt = number, Kind = KindOf(effect), Outcome = outcome });
        await AdvanceAsync(begun, e => EffectMachine.Settle(e, outcome, Now, _options), outcome);
    }

    private async Task ReconcileAsync(Effect effect, CancellationToken token)
    {
        if (EffectMachine.IsRepeatable(effect.Kind))
        {
            await AdvanceAsync(effect, e => EffectMachine.Repeat(e, Now, _options));
            return;
        }

        var reading = EffectMachine.BeginRead(effect, Now);
        if (!await store.CommitAsync(s => TurnMachine.Advance(s, effect, _ => reading, JournalKinds.Outcome, e => ($"look {e.Reads}", null))))
        {
            return;
        }

        var look = await TimelineLook.TakeAsync(services, reading, token);
        await AdvanceAsync(reading, e => EffectMachine.Observe(e, look.Finding, look.PostId, look.RetryAt, Now, _options), look.Outcome);
    }

    private Task<bool> AdvanceAsync(Effect expected, Func<Effect, Effect> step, SocialOutcome? outcome = null) =>
        store.CommitAsync(s => TurnMachine.Advance(s, expected, step, outcome));

    private DateTimeOffset Now => services.Time.GetUtcNow();

    private static bool IsText(EffectKind kind) => kind is EffectKind.Post or EffectKind.Reply or EffectKind.Quote;

    private static SocialActKind KindOf(Effect effect) => effect.Kind switch
    {
        EffectKind.Reply => SocialActKind.Reply,
        EffectKind.Delete => SocialActKind.Delete,
        EffectKind.Like => SocialActKind.Like,
        EffectKind.Quote => SocialActKind.Quote,
        EffectKind.Repost => SocialActKind.Repost,
        _ => SocialActKind.Post,
    };
}
