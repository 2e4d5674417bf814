namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>Which dialect a provider's name in the path speaks, and which model names it knows.</summary>
internal static class LlmDialects
{
    private static readonly Dictionary<string, LlmDialect> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["openai"] = LlmDialect.OpenAI,
        ["azure"] = LlmDialect.Azure,
        ["azure-openai"] = LlmDialect.Azure,
        ["xai"] = LlmDialect.XAI,
        ["grok"] = LlmDialect.XAI,
        ["gemini"] = LlmDialect.Gemini,
        ["google"] = LlmDialect.Gemini,
        ["deepseek"] = LlmDialect.DeepSeek,
        ["openrouter"] = LlmDialect.OpenRouter,
        ["kimi"] = LlmDialect.OpenRouter,
        ["dashscope"] = LlmDialect.DashScope,
        ["qwen"] = LlmDialect.DashScope,
    };

    /// <summary>A provider that nobody knows speaks as OpenAI does.</summary>
    public static LlmDialect Of(string provider) => ByName.GetValueOrDefault(provider, LlmDialect.OpenAI);

    /// <summary>
    /// Whether the provider has the model. Azure's names are deployments, anybody's choice; a provider that is not in the table, too.
    /// Names that begin with <c>no-such-</c> exist nowhere.
    /// </summary>
    public static bool Knows(string provider, string model, IList<string> known)
    {
        if (known.Count > 0)
        {
            return known.Any(k => new Control.Glob(k).Matches(model));
        }

        if (model.Length == 0 || model.StartsWith("no-such-", StringComparison.Ordinal))
        {
            return false;
        }

        string[] families = !ByName.TryGetValue(provider, out var dialect) ? [] : dialect switch
        {
            LlmDialect.OpenAI => ["gpt-", "o1", "o3", "o4", "chatgpt-", "text-embedding-"],
            LlmDialect.XAI => ["grok"],
            LlmDialect.Gemini => ["gemini", "models/gemini", "gemma", "text-embedding-"],
            LlmDialect.DeepSeek => ["deepseek"],
            LlmDialect.DashScope => ["qwen", "qwq", "text-embedding-"],
            LlmDialect.OpenRouter => ["moonshotai/", "kimi", "openrouter/", "openai/", "google/", "x-ai/", "qwen/", "deepseek/", "anthropic/", "meta-llama/", "mistralai/"],
            _ => [],
        };
        return families.Length == 0 || model.StartsWith("emulated", StringComparison.Ordinal)
            || families.Any(f => model.StartsWith(f, StringComparison.OrdinalIgnoreCase));
    }
}
