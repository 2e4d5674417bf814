namespace PuppetEngine.Engine.Memory;

/// <summary>Recalls of one memory that are not stored yet.</summary>
/// <param name="Number">The row.</param>
/// <param name="Times">How many.</param>
/// <param name="LastAt">The last one.</param>
public sealed record MemoryAccess(long Number, int Times, DateTimeOffset LastAt);
