using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>Which agents to list.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.AgentFilter")]
public sealed record AgentFilter
{
    /// <summary>Only this status; null for all but the deleted.</summary>
    [Id(0)] public string? Status { get; init; }

    /// <summary>Only those with this tag; null for all.</summary>
    [Id(1)] public string? Tag { get; init; }

    /// <summary>How many at most, 1 to 200.</summary>
    [Id(2)] public int Limit { get; init; } = 50;

    /// <summary>Where the last page ended; null for the first.</summary>
    [Id(3)] public string? Cursor { get; init; }
}
