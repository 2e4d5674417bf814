using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>What a definition change did.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.DefinitionResult")]
public sealed record DefinitionResult
{
    /// <summary>Whether it was applied (also when nothing changed).</summary>
    [Id(0)] public required bool Accepted { get; init; }

    /// <summary>The definition's version after it; 0 when there is none.</summary>
    [Id(1)] public long Version { get; init; }

    /// <summary>The changed fields as paths, as in <c>style_guide.voice</c>.</summary>
    [Id(2)] public List<string> Changed { get; init; } = [];

    /// <summary>Privileged fields whose loosening waits for a call with the scope <c>admin</c>.</summary>
    [Id(3)] public List<string> Pending { get; init; } = [];

    /// <summary>What is wrong, or warnings.</summary>
    [Id(4)] public List<DefinitionProblem> Problems { get; init; } = [];

    /// <summary>Whether the agent came into being.</summary>
    [Id(5)] public bool Created { get; init; }
}
