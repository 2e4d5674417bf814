namespace PuppetEngine.Emulators;

/// <summary>Settings of the LLM emulator.</summary>
public sealed class LlmEmulatorOptions
{
    /// <summary>API keys that are accepted; empty accepts any key that is not empty. Default: empty.</summary>
    public IList<string> AcceptedKeys { get; set; } = [];

    /// <summary>
    /// Model names that exist, <c>*</c> as a wildcard; empty takes the families each provider is known for, and any name at an
    /// unknown provider. Default: empty.
    /// </summary>
    public IList<string> KnownModels { get; set; } = [];

    /// <summary>Context length in estimated tokens; a longer prompt is refused as the provider refuses it. Default: 128,000.</summary>
    public int ContextTokens { get; set; } = 128_000;

    /// <summary>Requests kept for <c>GET /control/llm/requests</c>; the oldest leave first. Default: 2,000.</summary>
    public int RetainedRequests { get; set; } = 2_000;
}
