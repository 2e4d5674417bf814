using Orleans;

namespace PuppetEngine.Grains.Abstractions.Llm;

/// <summary>What a call used, in tokens, and what it cost.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Llm.LlmUsage")]
public sealed record LlmUsage
{
    /// <summary>Tokens of the prompt, cached ones included.</summary>
    [Id(0)] public long PromptTokens { get; init; }

    /// <summary>Tokens of the prompt that the provider had cached.</summary>
    [Id(1)] public long CachedTokens { get; init; }

    /// <summary>Tokens written, reasoning included.</summary>
    [Id(2)] public long CompletionTokens { get; init; }

    /// <summary>The price by the dated price table, in millionths of a dollar.</summary>
    [Id(3)] public long MicroDollars { get; init; }

    /// <summary>Whether the model was not in the price table and was charged at its dearest price.</summary>
    [Id(4)] public bool PriceUnknown { get; init; }
}
