namespace PuppetEngine.Engine.Memory;

/// <summary>What every agent's memory of a silo shares.</summary>
/// <param name="Rows">The memories.</param>
/// <param name="Derived">What is derived from them.</param>
/// <param name="Jobs">What the day's job reads and writes.</param>
/// <param name="Model">The models.</param>
public sealed record MemoryPorts(IMemoryStore Rows, IMemoryIndexStore Derived, IMemoryJobStore Jobs, IMemoryModel Model);
