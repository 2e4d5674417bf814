namespace PuppetEngine.Engine.Memory;

/// <summary>Vectors of texts.</summary>
/// <param name="Vectors">One per text, in order.</param>
/// <param name="Model">What made them.</param>
/// <param name="IsStandIn">Whether that is a stand-in for the configured model, which failed: such vectors are not kept.</param>
public sealed record MemoryVectors(IReadOnlyList<float[]> Vectors, string Model, bool IsStandIn);
