using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>
/// Which tiers a request asks, in which order and for which model: those it names first, then those it names as second, then the chain's own
/// order. What names no provider means the tier that the chain asks first anyway.
/// </summary>
public static class LlmTierOrder
{
    /// <summary>The tiers in order, each with the model that it is asked for; none where the request's endpoint is no tier.</summary>
    public static List<LlmTier> For(LlmRequest request, IReadOnlyList<LlmTier> tiers)
    {
        var open = string.IsNullOrWhiteSpace(request.Endpoint)
            ? tiers
            : [.. tiers.Where(tier => tier.Name.Equals(request.Endpoint.Trim(), StringComparison.OrdinalIgnoreCase))];
        var anyNamed = !string.IsNullOrWhiteSpace(request.PreferredProvider);
        bool IsNamed(LlmTier tier) => anyNamed ? Matches(tier, request.PreferredProvider) : ReferenceEquals(tier, open[0]);
        return
        [
            .. open
                .OrderBy(tier => IsNamed(tier) ? 0 : Matches(tier, request.FallbackProvider) ? 1 : 2)
                .Select(tier => IsNamed(tier) && !string.IsNullOrWhiteSpace(request.Model) ? tier.Asking(request.Model.Trim()) : tier),
        ];
    }

    /// <summary>Whether a name means a tier: its own name, or its provider's in any spelling.</summary>
    public static bool Matches(LlmTier tier, string? name) =>
        !string.IsNullOrWhiteSpace(name)
        && (tier.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase) || tier.Provider == LlmProviderNames.Canonical(name));
}
