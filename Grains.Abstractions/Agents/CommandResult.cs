using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>The answer to a command: an effect, or why not.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.CommandResult")]
public sealed record CommandResult
{
    /// <summary>The effect; null when refused.</summary>
    [Id(0)] public EffectView? Effect { get; init; }

    /// <summary>Why it was refused, one of <see cref="AgentProblemCodes"/>; null when it was not.</summary>
    [Id(1)] public string? Problem { get; init; }

    /// <summary>The refusal in words, with how to mend it.</summary>
    [Id(2)] public string? Detail { get; init; }
}
