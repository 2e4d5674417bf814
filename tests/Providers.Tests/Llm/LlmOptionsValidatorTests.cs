using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Providers.Llm;
using PuppetEngine.Providers.Llm.Data;

namespace PuppetEngine.Tests.Providers.Llm;

public sealed class LlmOptionsValidatorTests
{
    public static TheoryData<string, LlmTierOptions> Wrong() => new()
    {
        { "Provider is 'gpt'", new LlmTierOptions { Provider = "gpt" } },
        { "BaseUrl is missing", new LlmTierOptions { Provider = "azure" } },
        { "Model is missing", new LlmTierOptions { Provider = "compatible", BaseUrl = "http://127.0.0.1:1/v1" } },
        { "plain http", new LlmTierOptions { Provider = "openai", BaseUrl = "http://example.org/v1" } },
        { "not an http", new LlmTierOptions { Provider = "openai", BaseUrl = "example.org" } },
        { "user name", new LlmTierOptions { Provider = "openai", BaseUrl = "https://me:secret@example.org/v1" } },
        { "TimeoutSeconds", new LlmTierOptions { Provider = "openai", TimeoutSeconds = 0 } },
        { "TimeoutSeconds", new LlmTierOptions { Provider = "openai", TimeoutSeconds = double.NaN } },
        { "MaxConcurrency", new LlmTierOptions { Provider = "openai", MaxConcurrency = 0 } },
        { "ContextTokens", new LlmTierOptions { Provider = "openai", ContextTokens = 1 } },
        { "ReasoningTokens", new LlmTierOptions { Provider = "openai", ReasoningTokens = -1 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_names_the_setting_and_repeats_no_key(string expected, LlmTierOptions tier)
    {
        tier.ApiKey = "canary-key";

        var result = new LlmOptionsValidator().Validate(null, new LlmOptions { Tiers = [tier] });

        Assert.True(result.Failed);
        Assert.Contains(expected, result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("Puppet:Llm:Tiers:0", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-key", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_refuses_two_tiers_of_one_name() =>
        Assert.True(new LlmOptionsValidator().Validate(null, new LlmOptions { Tiers = [new() { Provider = "openai" }, new() { Provider = "openai" }] }).Failed);

    [Fact]
    public void Validate_takes_the_defaults_and_a_server_on_this_machine()
    {
        Assert.True(new LlmOptionsValidator().Validate(null, new LlmOptions()).Succeeded);
        Assert.True(new LlmOptionsValidator().Validate(null, new LlmOptions { Tiers = [new() { Provider = "compatible", Model = "m", BaseUrl = "http://127.0.0.1:11434/v1" }] }).Succeeded);
    }

    [Fact]
    public void Every_default_model_has_a_price()
    {
        var prices = new PriceTable(LlmData.Prices());

        Assert.All(LlmData.Profiles().Where(p => p.Model.Length > 0), p => Assert.NotNull(prices.Find(p.Name, p.Model, new(2026, 11, 21))));
        Assert.Equal(LlmProviderNames.Known, LlmData.Profiles().Select(p => p.Name));
    }
}
