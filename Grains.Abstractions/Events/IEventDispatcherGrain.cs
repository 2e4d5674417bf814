using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>
/// Tells agents the events that are due, by priority, a bounded number of agents a second. Key: <see cref="Key"/>, one for the cluster.
/// What it has done stands in the table of events, so that another activation goes on where it stopped; agents know what they heard.
/// </summary>
[Alias("PuppetEngine.Events.IEventDispatcherGrain")]
public interface IEventDispatcherGrain : IGrainWithStringKey
{
    /// <summary>Its only key.</summary>
    public const string Key = "events";

    /// <summary>Has it look at the table no later than at an instant. Idempotent.</summary>
    [Alias("Wake"), OneWay]
    Task Wake(DateTimeOffset at);
}
