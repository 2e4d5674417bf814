namespace PuppetEngine.Engine.Llm;

/// <summary>The names of providers in configuration and requests, and the dialect each speaks.</summary>
public static class LlmProviderNames
{
    private static readonly Dictionary<string, (string Name, LlmDialect Dialect)> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["openai"] = ("openai", LlmDialect.OpenAI),
        ["azure"] = ("azure", LlmDialect.Azure),
        ["azure-openai"] = ("azure", LlmDialect.Azure),
        ["azure_openai"] = ("azure", LlmDialect.Azure),
        ["azureopenai"] = ("azure", LlmDialect.Azure),
        ["grok"] = ("grok", LlmDialect.Grok),
        ["xai"] = ("grok", LlmDialect.Grok),
        ["x-ai"] = ("grok", LlmDialect.Grok),
        ["gemini"] = ("gemini", LlmDialect.Gemini),
        ["google"] = ("gemini", LlmDialect.Gemini),
        ["deepseek"] = ("deepseek", LlmDialect.DeepSeek),
        ["openrouter"] = ("openrouter", LlmDialect.OpenRouter),
        ["kimi"] = ("openrouter", LlmDialect.OpenRouter),
        ["moonshot"] = ("openrouter", LlmDialect.OpenRouter),
        ["qwen"] = ("qwen", LlmDialect.Qwen),
        ["dashscope"] = ("qwen", LlmDialect.Qwen),
        ["compatible"] = ("compatible", LlmDialect.Compatible),
    };

    /// <summary>The canonical names, in the order in which a chain tries them by default.</summary>
    public static IReadOnlyList<string> Known { get; } = ["openai", "azure", "grok", "gemini", "deepseek", "openrouter", "qwen", "compatible"];

    /// <summary>The canonical form of a known name; any other name in lower case.</summary>
    public static string Canonical(string name) =>
        ByName.TryGetValue(name.Trim(), out var known) ? known.Name : name.Trim().ToLowerInvariant();

    /// <summary>Whether a name, in any case or common spelling, is one of <see cref="Known"/>.</summary>
    public static bool IsKnown(string name) => ByName.ContainsKey(name.Trim());

    /// <summary>The dialect of a provider; <see cref="LlmDialect.Compatible"/> for a name that nobody knows.</summary>
    public static LlmDialect DialectOf(string name) => ByName.TryGetValue(name.Trim(), out var known) ? known.Dialect : LlmDialect.Compatible;
}
