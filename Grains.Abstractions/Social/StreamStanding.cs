using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>What the stream does for an account.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.StreamStanding")]
public sealed record StreamStanding
{
    /// <summary>Since when every post that names the account comes over the stream; null while it does not: the account reads by itself.</summary>
    [Id(0)] public DateTimeOffset? CoveredSince { get; init; }
}
