namespace PuppetEngine.Engine.Memory;

/// <summary>How far the day's job of a memory has come.</summary>
/// <param name="Day">The last UTC day on which it ran, in days since 0001-01-01; 0 before the first.</param>
/// <param name="ReflectedNumber">The highest row that was reflected upon.</param>
/// <param name="ByKind">Memories by kind.</param>
/// <param name="Forgotten">Forgotten memories by reason.</param>
/// <param name="Consolidated">Memories that were consolidated.</param>
public sealed record MemoryJobState(int Day, long ReflectedNumber, Dictionary<string, long> ByKind, Dictionary<string, long> Forgotten, long Consolidated);
