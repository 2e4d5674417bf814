using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm.Structured;

namespace PuppetEngine.Engine.Llm;

/// <summary>One step of a chain: a model at a provider, and how it is called.</summary>
public sealed record LlmTier
{
    /// <summary>Its name in configuration, unique in the chain.</summary>
    public required string Name { get; init; }

    /// <summary>The provider's canonical name (<see cref="LlmProviderNames"/>).</summary>
    public required string Provider { get; init; }

    /// <summary>The model, as the provider names it.</summary>
    public required string Model { get; init; }

    /// <summary>The client. It throws <see cref="LlmTierException"/> for what the provider refuses and tries nothing twice.</summary>
    public required IChatClient Client { get; init; }

    /// <summary>The name under which the model stands in the price table, where that is another (Azure's deployments); null for <see cref="Model"/>.</summary>
    public string? PriceModel { get; init; }

    /// <summary>The longest that one attempt may take. Default: 20 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many tokens prompt and answer may have together. Default: 128,000.</summary>
    public int ContextTokens { get; init; } = 128_000;

    /// <summary>Tokens allowed for reasoning beside those of the answer, for models that count both against one limit. Default: 0.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>The best kind of structured output the model knows. Default: JSON Schema.</summary>
    public StructuredOutputMode StructuredOutput { get; init; } = StructuredOutputMode.JsonSchema;

    /// <summary>Calls at once per silo. Default: 32.</summary>
    public int MaxConcurrency { get; init; } = 32;

    /// <summary>What is known of other models of the provider, by their names; null where nothing is, and this tier's own values stand.</summary>
    public Func<string, LlmModelTraits>? TraitsOf { get; init; }

    /// <summary>Whether <see cref="Model"/> is an agent's wish instead of the tier's own: that it is refused says nothing of the tier.</summary>
    public bool IsWished { get; private init; }

    /// <summary>The tier as it asks for another model: with that model's price and bounds, not with those of its own.</summary>
    public LlmTier Asking(string model)
    {
        if (model == Model)
        {
            return this;
        }

        var traits = TraitsOf?.Invoke(model) ?? new LlmModelTraits(ContextTokens, ReasoningTokens, StructuredOutput);
        return this with
        {
            Model = model,
            PriceModel = null,
            ContextTokens = traits.ContextTokens,
            ReasoningTokens = traits.ReasoningTokens,
            StructuredOutput = traits.StructuredOutput,
            IsWished = true,
        };
    }
}
