using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>Another agent of the house that an agent is to look at, because an <c>interaction_prompt</c> says so.</summary>
/// <param name="EventId">The event.</param>
/// <param name="TargetId">The other agent.</param>
/// <param name="Topic">What it may speak about instead, where there is nothing to react to; null for its own choice.</param>
/// <param name="Provenance">Whose word the event is.</param>
/// <param name="At">When it was heard.</param>
public sealed record Encounter(string EventId, string TargetId, string? Topic, Provenance Provenance, DateTimeOffset At)
{
    /// <summary>It is looked at again then; null for at once.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How often a model was asked what to do.</summary>
    public int Tries { get; init; }

    /// <summary>Reserved of the agent's budget for asking, in millionths of a dollar.</summary>
    public long Reserved { get; init; }
}
