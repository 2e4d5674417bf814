using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>A transition that the table does not allow: a defect, stopped before it reached storage.</summary>
public sealed class EffectTransitionException(string effectId, EffectState from, EffectState to)
    : InvalidOperationException($"Effect {effectId} cannot go from {from} to {to}.")
{
    /// <summary>The effect.</summary>
    public string EffectId { get; } = effectId;

    /// <summary>Where it stands.</summary>
    public EffectState From { get; } = from;

    /// <summary>Where it was to go.</summary>
    public EffectState To { get; } = to;
}
