using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>A prompt, and what stands in it.</summary>
public sealed record ComposedPrompt
{
    /// <summary>The messages: one system, one user.</summary>
    public required List<LlmMessage> Messages { get; init; }

    /// <summary>The JSON Schema that the answer must satisfy; null for a form whose answer is text.</summary>
    public string? JsonSchema { get; init; }

    /// <summary>The schema's name; null where there is none.</summary>
    public string? SchemaName { get; init; }

    /// <summary>Ids of the memories that stand in them.</summary>
    public List<string> MemoryIds { get; init; } = [];

    /// <summary>The least trusted label of all that stands in them, at least self: what is written from them carries it.</summary>
    public Provenance Trust { get; init; } = Provenance.Self;

    /// <summary>The estimated tokens of the messages.</summary>
    public int TokenEstimate { get; init; }

    /// <summary>What was left out to keep the budget, in the order in which it was; empty when nothing was.</summary>
    public List<PromptTrim> Trimmed { get; init; } = [];

    /// <summary>Whether the prompt is above its budget although everything that may be left out was.</summary>
    public bool OverBudget { get; init; }
}

/// <summary>Something that was left out of a prompt.</summary>
/// <param name="What"><c>outside_memories</c>, <c>memories</c>, <c>thread</c>, <c>relationship_notes</c>, <c>recent_posts</c> or <c>core_memories</c>.</param>
/// <param name="Count">How many of them.</param>
public sealed record PromptTrim(string What, int Count);
