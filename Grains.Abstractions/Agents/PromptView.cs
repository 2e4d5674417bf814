using Orleans;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>The prompt that an agent's next post would be written from.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.PromptView")]
public sealed record PromptView
{
    /// <summary>The messages, exactly as a model gets them.</summary>
    [Id(0)] public required List<LlmMessage> Messages { get; init; }

    /// <summary>The definition's version they were made from.</summary>
    [Id(1)] public required long DefinitionVersion { get; init; }

    /// <summary>Ids of the memories that they use.</summary>
    [Id(2)] public List<string> MemoryIds { get; init; } = [];

    /// <summary>Whether the definition brings its own system prompt.</summary>
    [Id(3)] public bool HasCustomPrompt { get; init; }
}
