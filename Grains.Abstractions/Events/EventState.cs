using Orleans;

namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>How far an event has come.</summary>
[GenerateSerializer, Alias("PuppetEngine.Events.EventState")]
public enum EventState
{
    /// <summary>Not due, or due and not begun.</summary>
    Pending = 0,

    /// <summary>Some agents have been told.</summary>
    Telling = 1,

    /// <summary>All have been told.</summary>
    Told = 2,

    /// <summary>Too late to matter when its turn came: nobody further was told.</summary>
    Expired = 3,
}
