using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>A grain that hears of events. Key: the agent's id.</summary>
[Alias("PuppetEngine.Events.IEventListenerGrain")]
public interface IEventListenerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes an event in: what it does to the agent is stored when the call returns. Idempotent by the event's id; an agent that does not
    /// exist any more hears nothing, and that is no failure.
    /// </summary>
    [Alias("Hear"), AlwaysInterleave]
    Task Hear(AgentEvent happened);
}
