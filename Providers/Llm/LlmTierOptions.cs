using PuppetEngine.Engine.Llm.Structured;

namespace PuppetEngine.Providers.Llm;

/// <summary>One tier of the chain in configuration. Section <c>Puppet:Llm:Tiers:N</c>.</summary>
public sealed class LlmTierOptions
{
    /// <summary>Its name, unique in the chain; stands in answers and logs. Default: the provider's name.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>openai</c>, <c>azure</c>, <c>grok</c>, <c>gemini</c>, <c>deepseek</c>, <c>openrouter</c>, <c>qwen</c> or <c>compatible</c>. Required.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The model (Azure: the deployment's name). Default: the provider's in <c>Data/providers.json</c>.</summary>
    public string Model { get; set; } = "";

    /// <summary>The base address, up to what precedes <c>/chat/completions</c>. Default: the provider's; required for <c>azure</c> and <c>compatible</c>.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The key itself; better named by <see cref="ApiKeyName"/> than written here. Default: none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// Where the key is: an environment variable or setting of that name, a file named by it with <c>_FILE</c> at its end, or a name in the secret
    /// store. Default: the provider's own variable, as <c>OPENAI_API_KEY</c>, else <c>llm/NAME</c> in the secret store.
    /// </summary>
    public string? ApiKeyName { get; set; }

    /// <summary>The longest that one attempt may take, in seconds. Default: 20.</summary>
    public double TimeoutSeconds { get; set; } = 20;

    /// <summary>Calls at once per silo. Default: 32.</summary>
    public int MaxConcurrency { get; set; } = 32;

    /// <summary>Tokens of prompt and answer together. Default: the model family's.</summary>
    public int? ContextTokens { get; set; }

    /// <summary>Tokens for reasoning beside those of the answer. Default: the model family's; 0 for models that do not reason.</summary>
    public int? ReasoningTokens { get; set; }

    /// <summary>How hard a reasoning model thinks: <c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>. Default: the model family's.</summary>
    public string? ReasoningEffort { get; set; }

    /// <summary>Whether models with a switch for it (Qwen, DeepSeek) think aloud first. Default: false.</summary>
    public bool EnableThinking { get; set; }

    /// <summary>The best form of structured output to ask for. Default: the model family's.</summary>
    public StructuredOutputMode? StructuredOutput { get; set; }

    /// <summary>The model whose price counts, where the name of the model does not say it (Azure). Default: <see cref="Model"/>.</summary>
    public string? PriceModel { get; set; }

    /// <summary>The product's page, told to OpenRouter. Default: none.</summary>
    public string? Referer { get; set; }

    /// <summary>The product's name, told to OpenRouter. Default: none.</summary>
    public string? Title { get; set; }
}
