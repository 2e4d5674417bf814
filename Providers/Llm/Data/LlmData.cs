using System.Text.Json;
using System.Text.Json.Serialization;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Pricing;

namespace PuppetEngine.Providers.Llm.Data;

/// <summary>Reads the data files that are built into the assembly.</summary>
internal static class LlmData
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The provider's profile.</summary>
    /// <exception cref="ArgumentException">The provider is unknown.</exception>
    public static ProviderProfile Profile(string provider) =>
        Profiles().FirstOrDefault(p => p.Name == LlmProviderNames.Canonical(provider))
        ?? throw new ArgumentException($"The provider '{provider}' is unknown; use one of {string.Join(", ", LlmProviderNames.Known)}.");

    /// <summary>All profiles, in the order of a default chain.</summary>
    public static List<ProviderProfile> Profiles() => Read<ProviderFile>("providers.json").Providers;

    /// <summary>The built-in prices.</summary>
    public static List<ModelPrice> Prices() => Read<PriceFile>("prices.json").Prices;

    private static T Read<T>(string name)
    {
        using var stream = typeof(LlmData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The data file {name} is not part of this build.");
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new InvalidOperationException($"The data file {name} is empty.");
    }

    private sealed record ProviderFile(List<ProviderProfile> Providers);

    private sealed record PriceFile(DateOnly AsOf, List<ModelPrice> Prices);
}
