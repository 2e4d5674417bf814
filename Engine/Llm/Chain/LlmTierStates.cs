using System.Collections.Concurrent;
using PuppetEngine.Engine.Llm.Structured;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>What one silo knows of its tiers: open circuits, free places, forms of output that were refused. One instance per silo.</summary>
public sealed class LlmTierStates(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, LlmTierState> _states = new(StringComparer.Ordinal);

    /// <summary>The state of a tier, made on first use.</summary>
    public LlmTierState Of(LlmTier tier) => _states.GetOrAdd(tier.Name, static (_, args) => new LlmTierState(args.tier, args.time), (tier, time));
}

/// <summary>What one silo knows of one tier.</summary>
public sealed class LlmTierState(LlmTier tier, TimeProvider time)
{
    // By model: what one refuses, another of the same provider may take. Only refusals are kept, so that wishes for models cost nothing.
    private readonly ConcurrentDictionary<string, StructuredOutputMode> _simpler = new(StringComparer.Ordinal);

    /// <summary>Whether calls may pass.</summary>
    public LlmCircuit Circuit { get; } = new(time);

    /// <summary>The places for calls at once.</summary>
    public SemaphoreSlim Places { get; } = new(tier.MaxConcurrency, tier.MaxConcurrency);

    /// <summary>The form of structured output to ask the tier's model for.</summary>
    public StructuredOutputMode ModeOf(LlmTier asked) => _simpler.TryGetValue(asked.Model, out var mode) ? mode : asked.StructuredOutput;

    /// <summary>Remembers that the tier's model was refused a form; later calls begin with the next simpler one.</summary>
    /// <returns>Whether there is a simpler form.</returns>
    public bool Simplify(LlmTier asked, StructuredOutputMode refused)
    {
        if (refused >= StructuredOutputMode.Text)
        {
            return false;
        }

        _simpler.AddOrUpdate(asked.Model, refused + 1, (_, now) => now == refused ? refused + 1 : now);
        return true;
    }
}
