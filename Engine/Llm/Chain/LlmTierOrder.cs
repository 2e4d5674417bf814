using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>In which order a request's tiers are tried: those it prefers, then those it names as second, then the chain's own order.</summary>
public static class LlmTierOrder
{
    /// <summary>The tiers in order.</summary>
    public static List<LlmTier> For(LlmRequest request, IReadOnlyList<LlmTier> tiers) =>
        [.. tiers.OrderBy(tier => Matches(tier, request.PreferredProvider) ? 0 : Matches(tier, request.FallbackProvider) ? 1 : 2)];

    /// <summary>Whether a name means a tier: its own name, or its provider's in any spelling.</summary>
    public static bool Matches(LlmTier tier, string? name) =>
        !string.IsNullOrWhiteSpace(name)
        && (tier.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase) || tier.Provider == LlmProviderNames.Canonical(name));

    /// <summary>The model that a tier is asked for: the agent's wish at the provider it prefers, else the tier's own.</summary>
    public static string ModelOf(LlmRequest request, LlmTier tier) =>
        !string.IsNullOrWhiteSpace(request.Model) && Matches(tier, request.PreferredProvider) ? request.Model.Trim() : tier.Model;
}
