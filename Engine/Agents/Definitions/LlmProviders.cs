namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>The names by which definitions choose a provider of models.</summary>
public static class LlmProviders
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["openai"] = "openai",
        ["azure"] = "azure", ["azure-openai"] = "azure", ["azure_openai"] = "azure", ["azureopenai"] = "azure",
        ["grok"] = "grok", ["xai"] = "grok", ["x-ai"] = "grok",
        ["gemini"] = "gemini", ["google"] = "gemini",
        ["deepseek"] = "deepseek",
        ["openrouter"] = "openrouter", ["kimi"] = "openrouter", ["moonshot"] = "openrouter",
        ["qwen"] = "qwen", ["dashscope"] = "qwen",
        ["compatible"] = "compatible",
        ["fake"] = "fake",
    };

    /// <summary>The canonical names.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Names.Values.Distinct()];

    /// <summary>The canonical name of a provider; null when it is unknown.</summary>
    /// <param name="name">As a definition spells it, in any case.</param>
    /// <param name="configured">Further names that the configuration knows; null for none.</param>
    public static string? Canonical(string name, IReadOnlyCollection<string>? configured = null) =>
        Names.GetValueOrDefault(name.Trim()) ?? configured?.FirstOrDefault(known => known.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
}
