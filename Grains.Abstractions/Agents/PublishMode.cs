using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>What becomes of an agent's effects.</summary>
[GenerateSerializer, Alias("PuppetEngine.Agents.PublishMode")]
public enum PublishMode
{
    /// <summary>Recorded, never sent. The default in a live world.</summary>
    DryRun = 0,

    /// <summary>Waits for a person.</summary>
    Review = 1,

    /// <summary>Sent. The default in the emulated world.</summary>
    Live = 2,
}
