using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Grains.Events;

/// <summary>The table of events, on whichever silo asks.</summary>
[GrainType("event-log"), StatelessWorker]
internal sealed class EventLogGrain(
    IGrainContext context, IEventStore store, IEventAudience audience, ISecretStore secrets, IGrainFactory grains, IOptions<EventOptions> options, TimeProvider time)
    : IEventLogGrain, IGrainBase
{
    private const int MostReplayed = 1000;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public async Task<EventResult> Publish(EventDraft draft)
    {
        var (made, refusal) = EventIntake.Read(draft, time.GetUtcNow());
        if (made is null)
        {
            return refusal;
        }

        if (await store.FindAsync(made.Id, CancellationToken.None) is { } known)
        {
            // Whoever stored it may have died before it woke the dispatcher.
            await WakeAsync(known.Event.Due);
            return EventIntake.IsSame(known.Event, draft)
                ? new EventResult { Event = known }
                : EventIntake.Refuse(null, "This Idempotency-Key was used for another event. Send the same event again, or take a new key.", EventProblemCodes.Conflict);
        }

        if (made.Targets.Count > 0 && await audience.FindMissingAsync(made.Targets, CancellationToken.None) is { Count: > 0 } missing)
        {
            return EventIntake.Refuse(
                "target_agent_ids",
                $"There is no agent {string.Join(", ", missing.Take(10).Select(id => id.Length <= 64 ? id : id[..64] + "…"))}{(missing.Count > 10 ? string.Create(CultureInfo.InvariantCulture, $" and {missing.Count - 10} more") : "")}. GET /v1/agents lists those there are.",
                EventProblemCodes.UnknownAgents);
        }

        await StoreAsync([made]);
        return new EventResult { Event = EventTelling.Begin(made) };
    }

    /// <inheritdoc/>
    public async Task<EventResult> Deliver(WebhookDelivery delivery)
    {
        if (!options.Value.Webhooks.TryGetValue(delivery.Webhook, out var rule)
            || await secrets.GetAsync($"webhook/{delivery.Webhook}", CancellationToken.None) is not { } text
            || WebhookSignature.ReadSecret(text) is not { } secret)
        {
            return EventIntake.Refuse(null, "There is no webhook of this name. It needs Puppet:Events:Webhooks:NAME and a secret, PUPPET_SECRET_WEBHOOK_NAME: whsec_ and at least 16 bytes in base64.", EventProblemCodes.UnknownWebhook);
        }

        if (WebhookSignature.Refusal(secret, delivery.Id, delivery.Timestamp, delivery.Signature, delivery.Body, time.GetUtcNow()) is { } refusal)
        {
            return EventIntake.Refuse(null, refusal, EventProblemCodes.Unsigned);
        }

        var (draft, problem) = rule.Read(delivery.Webhook, delivery.Id!, delivery.Body);
        return draft is null ? EventIntake.Refuse(null, problem) : await Publish(draft);
    }

    /// <inheritdoc/>
    public async Task<int> Replay(EventFilter span, string cause)
    {
        var happened = new List<AgentEvent>();
        for (string? cursor = null; happened.Count < MostReplayed;)
        {
            var page = await store.ListAsync(span with { Limit = 200, Cursor = cursor }, CancellationToken.None);
            happened.AddRange(page.Items.Select(i => i.Event).Where(e => !e.DryRun));
            if ((cursor = page.Next) is null)
            {
                break;
            }
        }

        var now = time.GetUtcNow();
        var first = happened.Count == 0 ? now : happened.Min(e => e.Due);
        return await StoreAsync([.. happened.Take(MostReplayed).Select(e => e with { Id = EventId.From($"replay/{cause}", e.Id), Due = now + (e.Due - first), At = now, DryRun = true })]);
    }

    /// <inheritdoc/>
    public Task<EventView?> Find(string id) => store.FindAsync(id, CancellationToken.None);

    /// <inheritdoc/>
    public Task<EventPage> List(EventFilter filter) => store.ListAsync(filter, CancellationToken.None);

    private async Task<int> StoreAsync(List<AgentEvent> events)
    {
        if (events.Count == 0)
        {
            return 0;
        }

        var added = await store.AppendAsync(events, CancellationToken.None);
        await WakeAsync(events.Min(e => e.Due));
        return added;
    }

    private Task WakeAsync(DateTimeOffset at) => grains.GetGrain<IEventDispatcherGrain>(IEventDispatcherGrain.Key).Wake(at);
}
