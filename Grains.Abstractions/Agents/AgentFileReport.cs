using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>What became of one file.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.AgentFileReport")]
public sealed record AgentFileReport
{
    /// <summary>The file's name.</summary>
    [Id(0)] public required string File { get; init; }

    /// <summary>The agent; empty when the file does not say.</summary>
    [Id(1)] public string AgentId { get; init; } = "";

    /// <summary>The result.</summary>
    [Id(2)] public required DefinitionResult Result { get; init; }

    /// <summary>Whether the file vanished, so that its agent was paused.</summary>
    [Id(3)] public bool Removed { get; init; }
}
