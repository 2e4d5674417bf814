namespace PuppetEngine.Engine.Llm;

/// <summary>The tiers of the chain, in the order in which they are tried. The same list for the life of the process.</summary>
public interface ILlmTierSource
{
    /// <summary>The tiers; empty when none is configured.</summary>
    IReadOnlyList<LlmTier> Tiers { get; }
}
