namespace PuppetEngine.Silo.Hosting;

/// <summary>Names keys of live vendors that are in the environment while their vendor is emulated, and the setting that would use them.</summary>
public static class UnusedKeys
{
    private static readonly (string Prefix, string Vendor)[] Known =
    [
        ("OPENAI_", "Llm"), ("AZURE_OPENAI_", "Llm"), ("GROK_", "Llm"), ("XAI_", "Llm"), ("GEMINI_", "Llm"), ("GOOGLE_API_KEY", "Llm"),
        ("DEEPSEEK_", "Llm"), ("OPENROUTER_", "Llm"), ("KIMI_", "Llm"), ("DASHSCOPE_", "Llm"), ("QWEN_", "Llm"),
        ("TWITTER_", "X"), ("X_API_", "X"), ("X_ACCESS_", "X"), ("X_BEARER_", "X"),
        ("SOLANA_", "Solana"), ("JUPITER_", "Solana"), ("BIRDEYE_", "Solana"),
    ];

    private static readonly string[] Secret = ["KEY", "SECRET", "TOKEN", "PASSWORD"];

    /// <summary>One line per vendor with unused keys: names only, never values.</summary>
    public static IEnumerable<string> Describe(IEnumerable<string> variables, WorldOptions worlds)
    {
        var world = new Dictionary<string, string> { ["X"] = worlds.X, ["Llm"] = worlds.Llm, ["Solana"] = worlds.Solana };
        return variables
            .Where(name => Secret.Any(s => name.Contains(s, StringComparison.Ordinal)))
            .Select(name => (Name: name, Known.FirstOrDefault(k => name.StartsWith(k.Prefix, StringComparison.Ordinal)).Vendor))
            .Where(found => found.Vendor is not null && world[found.Vendor] == WorldOptions.Emulated)
            .GroupBy(found => found.Vendor)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{string.Join(", ", group.Select(f => f.Name).Order(StringComparer.Ordinal))}: found, not used. Puppet__World__{group.Key}=live would use them.");
    }
}
