using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Llm;

namespace PuppetEngine.Providers.Llm;

/// <summary>Refuses a chain that could not work; every message names the setting and how to mend it, and none repeats a key.</summary>
public sealed class LlmOptionsValidator : IValidateOptions<LlmOptions>
{
    private const double LongestTimeout = 240;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, LlmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = new List<string>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.Tiers.Count; i++)
        {
            var tier = options.Tiers[i];
            Check(tier, $"Puppet:Llm:Tiers:{i}", failures);
            if (!names.Add(LlmTierSettings.NameOf(tier)))
            {
                failures.Add($"Puppet:Llm:Tiers:{i}:Name is '{LlmTierSettings.NameOf(tier)}' as is another tier's; give each tier a name of its own.");
            }
        }

        for (var i = 0; i < options.Prices.Count; i++)
        {
            var price = options.Prices[i];
            if (price.Model.Length == 0 || price.Input < 0 || price.Output < 0 || price.CachedInput < 0 || price.LongFactor < 1)
            {
                failures.Add($"Puppet:Llm:Prices:{i} needs a Model, prices of 0 or more in dollars per million tokens, and a LongFactor of 1 or more.");
            }
        }

        CheckEmbeddings(options.Embeddings, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(LlmTierOptions tier, string section, List<string> failures)
    {
        CheckProvider(tier.Provider, section, failures);
        CheckAddress(tier.BaseUrl, tier.Provider, section, failures);
        if (LlmProviderNames.Canonical(tier.Provider) is "compatible" && tier.Model.Length == 0)
        {
            failures.Add($"{section}:Model is missing; name the model that the server at BaseUrl has.");
        }

        CheckTimeout(tier.TimeoutSeconds, section, failures);
        if (tier.MaxConcurrency is < 1 or > 10_000)
        {
            failures.Add($"{section}:MaxConcurrency is {tier.MaxConcurrency}; set it between 1 and 10000 (default 32).");
        }

        if (tier.ContextTokens is < 256)
        {
            failures.Add($"{section}:ContextTokens is {tier.ContextTokens}; set it to 256 or more, or leave it out.");
        }

        if (tier.ReasoningTokens is < 0 or > 200_000)
        {
            failures.Add($"{section}:ReasoningTokens is {tier.ReasoningTokens}; set it between 0 and 200000, or leave it out.");
        }
    }

    private static void CheckEmbeddings(LlmEmbeddingOptions embeddings, List<string> failures)
    {
        const string Section = "Puppet:Llm:Embeddings";
        if (embeddings.Provider.Length == 0)
        {
            return;
        }

        CheckProvider(embeddings.Provider, Section, failures);
        CheckAddress(embeddings.BaseUrl, embeddings.Provider, Section, failures);
        CheckTimeout(embeddings.TimeoutSeconds, Section, failures);
        if (embeddings.Model.Length == 0)
        {
            failures.Add($"{Section}:Model is missing; name one, as text-embedding-3-small, or remove Provider to use the built-in embedding.");
        }

        if (embeddings.Dimensions is not 0 and (< 16 or > 8192))
        {
            failures.Add($"{Section}:Dimensions is {embeddings.Dimensions}; set it between 16 and 8192, or to 0 for the model's own.");
        }
    }

    private static void CheckProvider(string provider, string section, List<string> failures)
    {
        if (!LlmProviderNames.IsKnown(provider))
        {
            failures.Add($"{section}:Provider is '{provider}'; use one of {string.Join(", ", LlmProviderNames.Known)}.");
        }
    }

    private static void CheckTimeout(double seconds, string section, List<string> failures)
    {
        if (seconds is not (> 0 and <= LongestTimeout))
        {
            failures.Add($"{section}:TimeoutSeconds is {seconds}; set it above 0 and at most {LongestTimeout}.");
        }
    }

    private static void CheckAddress(string? address, string provider, string section, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            if (LlmProviderNames.Canonical(provider) is "azure" or "compatible")
            {
                failures.Add($"{section}:BaseUrl is missing; for azure set https://RESOURCE.openai.azure.com/openai/v1, for compatible the server's address up to /v1.");
            }

            return;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
        {
            failures.Add($"{section}:BaseUrl is not an http or https address; set it as https://HOST/v1.");
        }
        else if (uri.Scheme == "http" && !uri.IsLoopback && LlmProviderNames.Canonical(provider) != "compatible")
        {
            failures.Add($"{section}:BaseUrl would send the key over plain http to another machine; use https.");
        }
        else if (uri.UserInfo.Length > 0 || uri.Query.Length > 0)
        {
            failures.Add($"{section}:BaseUrl holds a user name or a query; remove it and name the key by ApiKeyName.");
        }
    }
}
