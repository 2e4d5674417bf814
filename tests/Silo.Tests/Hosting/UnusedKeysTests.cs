using PuppetEngine.Silo.Hosting;

namespace PuppetEngine.Tests.Silo.Hosting;

public sealed class UnusedKeysTests
{
    private static readonly string[] Variables =
        ["OPENAI_API_KEY", "GROK_API_KEY", "OPENAI_MODEL", "TWITTER_API_KEY", "TWITTER_ACCESS_TOKEN_SECRET", "SOLANA_PRIVATE_KEY_ADA", "PATH", "MY_KEY"];

    [Fact]
    public void Describe_names_the_keys_of_each_emulated_vendor_and_the_setting_that_would_use_them() =>
        Assert.Equal(
            [
                "GROK_API_KEY, OPENAI_API_KEY: found, not used. Puppet__World__Llm=live would use them.",
                "SOLANA_PRIVATE_KEY_ADA: found, not used. Puppet__World__Solana=live would use them.",
                "TWITTER_ACCESS_TOKEN_SECRET, TWITTER_API_KEY: found, not used. Puppet__World__X=live would use them.",
            ],
            UnusedKeys.Describe(Variables, new WorldOptions()));

    [Fact]
    public void Describe_says_nothing_of_a_vendor_that_is_live() =>
        Assert.DoesNotContain(UnusedKeys.Describe(Variables, new WorldOptions { Llm = WorldOptions.Live }), line => line.Contains("OPENAI", StringComparison.Ordinal));

    [Fact]
    public void Describe_names_files_of_keys_too() =>
        Assert.Equal(["OPENAI_API_KEY_FILE: found, not used. Puppet__World__Llm=live would use them."], UnusedKeys.Describe(["OPENAI_API_KEY_FILE"], new WorldOptions()));

    [Fact]
    public void Every_variable_that_a_live_world_would_read_is_known_here()
    {
        // The original's and other tools' names, from the table that the tiers are made of.
        var variables = LlmKeyVariables().ToList();
        Assert.NotEmpty(variables);
        var described = string.Join(' ', UnusedKeys.Describe(variables, new WorldOptions()));
        Assert.All(variables, variable => Assert.Contains(variable, described, StringComparison.Ordinal));
    }

    private static IEnumerable<string> LlmKeyVariables()
    {
        using var stream = typeof(PuppetEngine.Providers.Llm.LlmOptions).Assembly.GetManifestResourceStream(
            typeof(PuppetEngine.Providers.Llm.LlmOptions).Assembly.GetManifestResourceNames().Single(name => name.EndsWith("providers.json", StringComparison.Ordinal)))!;
        using var json = System.Text.Json.JsonDocument.Parse(stream);
        return [.. Strings(json.RootElement, "key_variables").Concat(Strings(json.RootElement, "keyVariables"))];
    }

    private static IEnumerable<string> Strings(System.Text.Json.JsonElement element, string name) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object => element.EnumerateObject().SelectMany(m => m.NameEquals(name) ? m.Value.EnumerateArray().Select(v => v.GetString()!) : Strings(m.Value, name)),
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, name)),
        _ => [],
    };
}
