using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Structured;
using PuppetEngine.Providers.Llm.Data;

namespace PuppetEngine.Providers.Llm;

/// <summary>A tier with everything decided: what was configured, else what is known of its provider and model.</summary>
internal sealed record LlmTierSettings
{
    public required string Name { get; init; }

    public required string Provider { get; init; }

    public required LlmDialect Dialect { get; init; }

    public required string Model { get; init; }

    public required Uri BaseUrl { get; init; }

    public required ProviderProfile Profile { get; init; }

    public required LlmTierOptions Options { get; init; }

    /// <summary>The family by the model that is priced: a deployment's own name says nothing.</summary>
    public required ModelFamily Family { get; init; }

    public StructuredOutputMode StructuredOutput => Options.StructuredOutput ?? Family.StructuredOutput ?? Profile.StructuredOutput;

    public int ContextTokens => Options.ContextTokens ?? Family.ContextTokens ?? Profile.ContextTokens;

    public int ReasoningTokens => Options.ReasoningTokens ?? (Options.EnableThinking && Family.ThinkingField is not null ? 4_000 : Family.ReasoningTokens);

    /// <summary>What is known of another model at this tier. What was configured was meant for the tier's own model, but for the choice to think aloud.</summary>
    public LlmModelTraits TraitsOf(string model)
    {
        var other = this with { Model = model, Family = Profile.FamilyOf(model), Options = new LlmTierOptions { EnableThinking = Options.EnableThinking } };
        return new LlmModelTraits(other.ContextTokens, other.ReasoningTokens, other.StructuredOutput);
    }

    /// <summary>The name of a tier, or its provider's where it has none.</summary>
    public static string NameOf(LlmTierOptions options) =>
        options.Name.Length > 0 ? options.Name.Trim() : LlmProviderNames.Canonical(options.Provider);

    /// <param name="options">What was configured, validated.</param>
    /// <param name="emulated">The base address of the emulators' models, with a slash at its end; null in a live world.</param>
    public static LlmTierSettings From(LlmTierOptions options, Uri? emulated)
    {
        var profile = LlmData.Profile(options.Provider);
        var model = options.Model.Length > 0 ? options.Model : profile.Model;
        var address = emulated is not null
            ? new Uri(emulated, $"llm/{profile.Name}/v1")
            : new Uri(Trimmed(string.IsNullOrWhiteSpace(options.BaseUrl) ? profile.BaseUrl : options.BaseUrl));
        return new LlmTierSettings
        {
            Name = NameOf(options),
            Provider = profile.Name,
            Dialect = LlmProviderNames.DialectOf(profile.Name),
            Model = model,
            BaseUrl = address,
            Profile = profile,
            Options = options,
            Family = profile.FamilyOf(options.PriceModel ?? model),
        };
    }

    /// <summary>The base address without the path of a call, which the original's <c>GROK_API_ENDPOINT</c> has at its end.</summary>
    internal static string Trimmed(string address)
    {
        const string Call = "/chat/completions";
        var trimmed = address.Trim().TrimEnd('/');
        return trimmed.EndsWith(Call, StringComparison.OrdinalIgnoreCase) ? trimmed[..^Call.Length] : trimmed;
    }
}
