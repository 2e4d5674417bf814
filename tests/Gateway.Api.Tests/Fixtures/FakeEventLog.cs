using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Tests.Gateway.Api.Fixtures;

/// <summary>The table of events of <see cref="FakeCluster"/>: idempotent by source and cause, refusing what it is told to refuse.</summary>
public sealed class FakeEventLog : IEventLogGrain
{
    private readonly List<EventView> _events = [];

    /// <summary>Drafts and deliveries it was given.</summary>
    public List<object> Given { get; } = [];

    /// <summary>What it answers to the next draft or delivery; null to store it.</summary>
    public EventResult? Refusal { get; set; }

    /// <summary>How far events have come as soon as they are stored.</summary>
    public EventState State { get; set; }

    public Task<EventResult> Publish(EventDraft draft)
    {
        Given.Add(draft);
        if (Refusal is { } refusal)
        {
            return Task.FromResult(refusal);
        }

        var id = $"{draft.Source}/{draft.Cause}";
        var known = _events.Find(e => e.Event.Id == id);
        if (known is null)
        {
            var made = new AgentEvent
            {
                Id = id, Type = draft.Type, Data = draft.Data, Priority = draft.Priority, Targets = draft.Targets, Tag = draft.Tag,
                Due = draft.Due ?? FakeCluster.Moment, At = FakeCluster.Moment, Source = draft.Source,
            };
            _events.Add(known = new EventView { Event = made, State = State, NextAt = made.Due, UpdatedAt = State == EventState.Pending ? null : FakeCluster.Moment.AddSeconds(1) });
        }

        return Task.FromResult(new EventResult { Event = known });
    }

    public Task<EventResult> Deliver(WebhookDelivery delivery)
    {
        Given.Add(delivery);
        return Refusal is { } refusal
            ? Task.FromResult(refusal)
            : Publish(new EventDraft { Cause = delivery.Id!, Source = $"webhook:{delivery.Webhook}", Type = "news", Data = System.Text.Encoding.UTF8.GetString(delivery.Body) });
    }

    public Task<int> Replay(EventFilter span, string cause)
    {
        Given.Add(span);
        return Task.FromResult(_events.Count);
    }

    public Task<EventView?> Find(string id) => Task.FromResult(_events.Find(e => e.Event.Id == id));

    public Task<EventPage> List(EventFilter filter)
    {
        Given.Add(filter);
        return Task.FromResult(new EventPage { Items = [.. _events.Where(e => filter.Type is null || e.Event.Type == filter.Type)] });
    }
}
