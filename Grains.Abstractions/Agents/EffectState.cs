using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>Where an effect stands. The allowed transitions are a table in the engine.</summary>
[GenerateSerializer, Alias("PuppetEngine.Agents.EffectState")]
public enum EffectState
{
    /// <summary>The intent is stored; the payload may still have to be written.</summary>
    Planned = 0,

    /// <summary>Waits for a person, with its exact payload.</summary>
    Held = 1,

    /// <summary>An attempt is stored; the vendor may have been called.</summary>
    Attempting = 2,

    /// <summary>It happened, and its external id is known.</summary>
    Confirmed = 3,

    /// <summary>It did not happen and will not.</summary>
    Failed = 4,

    /// <summary>Nobody can tell whether it happened; only an operator resolves it, and nothing repeats it.</summary>
    Unknown = 5,

    /// <summary>Given up before any attempt, by a person, an expiry or a skipped occurrence.</summary>
    Cancelled = 6,

    /// <summary>Belonged to another world or deployment; never acted upon again.</summary>
    Abandoned = 7,

    /// <summary>Recorded as if sent; nothing left the system.</summary>
    DryRun = 8,
}
