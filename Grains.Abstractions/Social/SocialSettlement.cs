using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>What became of a permitted call. Told once or many times, it counts once.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialSettlement")]
public sealed record SocialSettlement
{
    /// <summary>The effect.</summary>
    [Id(0)] public required string EffectId { get; init; }

    /// <summary>The attempt, from 1.</summary>
    [Id(1)] public required int Attempt { get; init; }

    /// <summary>What the call was.</summary>
    [Id(2)] public required SocialActKind Kind { get; init; }

    /// <summary>How it ended. What was provably not sent is given back to the budget; what is ambiguous stays charged.</summary>
    [Id(3)] public required SocialOutcome Outcome { get; init; }

    /// <summary>How many posts a read returned, for its price; zero when the call read none.</summary>
    [Id(4)] public int ItemsRead { get; init; }
}
