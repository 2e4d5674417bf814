using PuppetEngine.Engine.Llm;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>The names by which definitions choose a provider of models: those of the chain, and the original's <c>fake</c>.</summary>
public static class LlmProviders
{
    /// <summary>The provider of the original's tests; a preference for it is one that no live chain can meet.</summary>
    public const string Fake = "fake";

    /// <summary>The canonical names.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. LlmProviderNames.Known, Fake];

    /// <summary>The canonical name of a provider; null when it is unknown.</summary>
    /// <param name="name">As a definition spells it, in any case.</param>
    /// <param name="configured">Further names that the configuration knows; null for none.</param>
    public static string? Canonical(string name, IReadOnlyCollection<string>? configured = null) =>
        LlmProviderNames.IsKnown(name) ? LlmProviderNames.Canonical(name)
        : name.Trim().Equals(Fake, StringComparison.OrdinalIgnoreCase) ? Fake
        : configured?.FirstOrDefault(known => known.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
}
