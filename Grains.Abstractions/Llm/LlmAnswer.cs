using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>What a chain of models answered: a text, or the class of its failure.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmAnswer")]
public sealed record LlmAnswer
{
    /// <summary>The text; empty when <see cref="Error"/> is set or the model only called tools.</summary>
    [Id(0)] public string Text { get; init; } = "";

    /// <summary>The tier that answered; empty when none did.</summary>
    [Id(1)] public string Tier { get; init; } = "";

    /// <summary>The model that answered, as the provider names it; empty when none did.</summary>
    [Id(2)] public string Model { get; init; } = "";

    /// <summary>What all attempts together used and cost.</summary>
    [Id(3)] public LlmUsage Usage { get; init; } = new();

    /// <summary>Every attempt, in order.</summary>
    [Id(4)] public List<LlmAttempt> Attempts { get; init; } = [];

    /// <summary>Why no tier answered: the class of the most telling attempt; null on success.</summary>
    [Id(5)] public LlmErrorClass? Error { get; init; }

    /// <summary>What a person reads about the failure and how to mend it; null on success.</summary>
    [Id(6)] public string? Detail { get; init; }

    /// <summary>When it is worth asking again; null when unknown.</summary>
    [Id(7)] public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Tool calls as a JSON array of <c>{id, name, arguments}</c>; null for none.</summary>
    [Id(8)] public string? ToolCallsJson { get; init; }

    /// <summary>The provider's finish reason; empty when none answered.</summary>
    [Id(9)] public string FinishReason { get; init; } = "";
}
