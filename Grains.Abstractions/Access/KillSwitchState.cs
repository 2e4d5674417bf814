using Orleans;

namespace PuppetEngine.Grains.Abstractions.Access;

/// <summary>What the kill switch stops. Each change raises the epoch.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Access.KillSwitchState")]
public sealed record KillSwitchState
{
    /// <summary>Raised by every change.</summary>
    [Id(0)] public long Epoch { get; init; }

    /// <summary>Whether everything is stopped.</summary>
    [Id(1)] public bool All { get; init; }

    /// <summary>Stopped tags.</summary>
    [Id(2)] public List<string> Tags { get; init; } = [];

    /// <summary>Stopped agents.</summary>
    [Id(3)] public List<string> Agents { get; init; } = [];

    /// <summary>Why, in an operator's words; empty when not given.</summary>
    [Id(4)] public string Reason { get; init; } = "";

    /// <summary>When it was last changed; null when never.</summary>
    [Id(5)] public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Whether an agent is stopped.</summary>
    public bool Stops(string agentId, IEnumerable<string> tags) =>
        All || Agents.Contains(agentId, StringComparer.Ordinal) || tags.Any(t => Tags.Contains(t, StringComparer.Ordinal));
}
