using Orleans;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>A draft that is neither sent nor remembered.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.DraftView")]
public sealed record DraftView
{
    /// <summary>The text after clean-up; empty when no tier answered.</summary>
    [Id(0)] public required string Text { get; init; }

    /// <summary>The prompt.</summary>
    [Id(1)] public required PromptView Prompt { get; init; }

    /// <summary>The tier that wrote it.</summary>
    [Id(2)] public string Tier { get; init; } = "";

    /// <summary>The model that wrote it.</summary>
    [Id(3)] public string Model { get; init; } = "";

    /// <summary>Tokens and cost.</summary>
    [Id(4)] public LlmUsage Usage { get; init; } = new();

    /// <summary>What the checks say: codes of broken rules; empty when it could be sent.</summary>
    [Id(5)] public List<string> Verdicts { get; init; } = [];

    /// <summary>Why there is no text; null when there is one.</summary>
    [Id(6)] public string? Error { get; init; }

    /// <summary>The parts of a thread, in order, where one was asked for; <see cref="Text"/> is all of them then. Empty for a single post.</summary>
    [Id(7)] public List<string> Thread { get; init; } = [];
}
