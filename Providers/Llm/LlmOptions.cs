namespace PuppetEngine.Providers.Llm;

/// <summary>The chain of models. Section <c>Puppet:Llm</c>.</summary>
public sealed class LlmOptions
{
    /// <summary>
    /// The tiers, in the order in which they are tried. Default: in the emulated world one for each provider; in a live world one for each
    /// provider whose own variables (<c>OPENAI_API_KEY</c>, <c>GROK_API_KEY</c> …) are set.
    /// </summary>
    public IList<LlmTierOptions> Tiers { get; set; } = [];

    /// <summary>The model that embeds texts. Default: the built-in lexical one.</summary>
    public LlmEmbeddingOptions Embeddings { get; set; } = new();

    /// <summary>Prices that override or add to the built-in table. Default: none.</summary>
    public IList<LlmPriceOptions> Prices { get; set; } = [];
}
