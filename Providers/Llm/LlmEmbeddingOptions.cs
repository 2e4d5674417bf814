namespace PuppetEngine.Providers.Llm;

/// <summary>The model that embeds texts. Section <c>Puppet:Llm:Embeddings</c>. Without a provider the built-in lexical one serves.</summary>
public sealed class LlmEmbeddingOptions
{
    /// <summary>The provider; empty for the built-in embedding. Default: empty.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The model, as <c>text-embedding-3-small</c>. Required where a provider is named.</summary>
    public string Model { get; set; } = "";

    /// <summary>The number of dimensions to ask for; 0 for the model's own. Default: 512.</summary>
    public int Dimensions { get; set; } = 512;

    /// <summary>The base address. Default: the provider's.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The key itself. Default: none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where the key is, as for a tier. Default: the provider's own variable.</summary>
    public string? ApiKeyName { get; set; }

    /// <summary>The longest that one call may take, in seconds. Default: 10.</summary>
    public double TimeoutSeconds { get; set; } = 10;
}
