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

    /// <summary>The mood in it: bad to good, -1 to 1.</summary>
    [Id(4)] public double Valence { get; init; }

    /// <summary>The mood in it: calm to excited, 0 to 1.</summary>
    [Id(5)] public double Arousal { get; init; }

    /// <summary>The mood in it: led to leading, 0 to 1.</summary>
    [Id(6)] public double Dominance { get; init; }

    /// <summary>The mood as the prompt says it.</summary>
    [Id(7)] public string MoodInWords { get; init; } = "";

    /// <summary>What the agent makes of those it spoke with last, at most twenty: each stands in the prompts of replies to that one.</summary>
    [Id(8)] public List<RelationshipView> Relationships { get; init; } = [];
}
