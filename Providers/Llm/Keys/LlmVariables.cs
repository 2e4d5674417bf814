using Microsoft.Extensions.Configuration;
using PuppetEngine.Providers.Llm.Data;

namespace PuppetEngine.Providers.Llm.Keys;

/// <summary>The variables by which the original and other tools name keys of models, as far as they are set here.</summary>
public static class LlmVariables
{
    /// <summary>The names (never values) of key variables that are set. In an emulated world they are found and not used.</summary>
    public static IReadOnlyList<string> Found(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return [.. LlmData.Profiles().SelectMany(static p => p.KeyVariables).Where(name => IsSet(configuration, name))];
    }

    /// <summary>One tier for each provider whose key variable is set, with the model and endpoint that its other variables name.</summary>
    internal static List<LlmTierOptions> Tiers(IConfiguration configuration)
    {
        var tiers = new List<LlmTierOptions>();
        foreach (var profile in LlmData.Profiles())
        {
            if (profile.KeyVariables.FirstOrDefault(name => IsSet(configuration, name)) is not { } key)
            {
                continue;
            }

            var endpoint = Value(configuration, profile.EndpointVariable);
            if (endpoint.Length == 0 && profile.BaseUrl.Length == 0)
            {
                // A key without its customer's address (Azure) is no tier.
                continue;
            }

            tiers.Add(new LlmTierOptions
            {
                Name = profile.Name,
                Provider = profile.Name,
                Model = Value(configuration, profile.ModelVariable),
                BaseUrl = endpoint.Length == 0 ? null : profile.Name == "azure" ? AzureSurface(endpoint) : endpoint,
                ApiKeyName = key,
            });
        }

        return tiers;
    }

    private static bool IsSet(IConfiguration configuration, string name) =>
        !string.IsNullOrWhiteSpace(configuration[name]) || !string.IsNullOrWhiteSpace(configuration[name + "_FILE"]);

    private static string Value(IConfiguration configuration, string? name) => name is null ? "" : configuration[name]?.Trim() ?? "";

    /// <summary>Azure's variable names the resource; the v1 surface lies below it.</summary>
    private static string AzureSurface(string endpoint) =>
        endpoint.Contains("/openai", StringComparison.OrdinalIgnoreCase) ? endpoint : endpoint.TrimEnd('/') + "/openai/v1";
}
