using Orleans;

namespace PuppetEngine.Grains.Abstractions.Access;

/// <summary>Where a text comes from. The receiving channel sets it; it is never taken from a body or a model. Higher is less trusted.</summary>
[GenerateSerializer, Alias("PuppetEngine.Memory.Provenance")]
public enum Provenance
{
    /// <summary>The definition, or a person with a key.</summary>
    Operator = 0,

    /// <summary>Written by the agent itself from trusted material only.</summary>
    Self = 1,

    /// <summary>A rehearsal in a simulated world.</summary>
    Simulation = 2,

    /// <summary>The result of a tool.</summary>
    Tool = 3,

    /// <summary>Anybody else.</summary>
    External = 4,
}
