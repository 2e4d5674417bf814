using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>An agent's definition in force. Secrets read <c>***</c>.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.DefinitionView")]
public sealed record DefinitionView
{
    /// <summary>The JSON document.</summary>
    [Id(0)] public required string Json { get; init; }

    /// <summary>Its version, from 1.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>Where it came from.</summary>
    [Id(2)] public required string Source { get; init; }

    /// <summary>When it was applied.</summary>
    [Id(3)] public required DateTimeOffset AppliedAt { get; init; }

    /// <summary>Privileged fields whose loosening waits.</summary>
    [Id(4)] public List<string> Pending { get; init; } = [];
}
