using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>What an attempt to act outside tells about the world. Only <see cref="Ambiguous"/> is ever reconciled.</summary>
[GenerateSerializer, Alias("PuppetEngine.Social.OutcomeClass")]
public enum OutcomeClass
{
    /// <summary>The vendor cannot have acted: no connection was made, or it refused.</summary>
    NotSent = 0,

    /// <summary>The vendor confirmed the act.</summary>
    Sent = 1,

    /// <summary>The vendor may have acted: time-out, reset after the first byte, 5xx, unreadable 2xx.</summary>
    Ambiguous = 2,
}
