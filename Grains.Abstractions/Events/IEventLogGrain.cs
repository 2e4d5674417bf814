using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>The table of events, for whoever makes them known or reads them. A stateless worker; any key.</summary>
[Alias("PuppetEngine.Events.IEventLogGrain")]
public interface IEventLogGrain : IGrainWithStringKey
{
    /// <summary>Checks an event and stores it, durably when it returns. Idempotent by source and cause.</summary>
    [Alias("Publish")]
    Task<EventResult> Publish(EventDraft draft);

    /// <summary>Proves who sent a delivery, and stores its event. Idempotent by the delivery's id.</summary>
    [Alias("Deliver")]
    Task<EventResult> Deliver(WebhookDelivery delivery);

    /// <summary>
    /// Tells what happened in a span once more, at the steps of time in which it happened and beginning now, to see what would come of it:
    /// nothing is sent, and nothing is remembered.
    /// </summary>
    /// <returns>How many events are told again, at most 1,000.</returns>
    [Alias("Replay")]
    Task<int> Replay(EventFilter span, string cause);

    /// <summary>One event; null when there is none of that id.</summary>
    [Alias("Find"), ReadOnly]
    Task<EventView?> Find(string id);

    /// <summary>A page.</summary>
    [Alias("List"), ReadOnly]
    Task<EventPage> List(EventFilter filter);
}
