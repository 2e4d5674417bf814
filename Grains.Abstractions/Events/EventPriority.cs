using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>Which of two events that are due is told first.</summary>
[GenerateSerializer, Alias("PuppetEngine.Events.EventPriority")]
public enum EventPriority
{
    /// <summary>After all others.</summary>
    Low = 0,

    /// <summary>The default.</summary>
    Normal = 1,

    /// <summary>Before normal ones.</summary>
    High = 2,

    /// <summary>Before all others.</summary>
    Critical = 3,
}
