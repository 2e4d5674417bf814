using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>A step of the day's job, stored whole.</summary>
public sealed record MemoryJobStep
{
    /// <summary>What it made.</summary>
    public IReadOnlyList<MemoryItem> Made { get; init; } = [];

    /// <summary>The rows that are consolidated now.</summary>
    public IReadOnlyList<long> Consolidated { get; init; } = [];

    /// <summary>The highest row that was reflected upon; null to leave it.</summary>
    public long? ReflectedNumber { get; init; }

    /// <summary>The day that is done; null to leave it.</summary>
    public int? Day { get; init; }
}
