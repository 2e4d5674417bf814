using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>One file of the agents folder as the definitions grain sees it.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.AgentFile")]
public sealed record AgentFile
{
    /// <summary>The file's name without folders.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Its text, free of inline credentials.</summary>
    [Id(1)] public required string Json { get; init; }

    /// <summary>SHA-256 of its bytes, lower-case hex.</summary>
    [Id(2)] public required string ContentHash { get; init; }

    /// <summary>What the reader found wrong with the text; a fatal one refuses the file.</summary>
    [Id(3)] public List<DefinitionProblem> Problems { get; init; } = [];
}
