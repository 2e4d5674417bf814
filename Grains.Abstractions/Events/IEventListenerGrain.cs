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
    /// <returns>False when the agent heard too much of late: it is told again later.</returns>
    [Alias("Hear"), AlwaysInterleave]
    Task<bool> Hear(AgentEvent happened);
}
