using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>Makes events up from time to time. Key: which kind, <c>news</c>, <c>moods</c> or <c>encounters</c>.</summary>
[Alias("PuppetEngine.Events.IEventGeneratorGrain")]
public interface IEventGeneratorGrain : IGrainWithStringKey
{
    /// <summary>Begins to make events at a period, or ends where it is null. Idempotent.</summary>
    [Alias("Set")]
    Task Set(TimeSpan? period);
}
