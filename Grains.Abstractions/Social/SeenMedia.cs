using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>A picture or film under a post that was read.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SeenMedia")]
public sealed record SeenMedia
{
    /// <summary>The vendor's key, as in <c>3_1880028106020515840</c>.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary><c>photo</c>, <c>video</c> or <c>animated_gif</c>.</summary>
    [Id(1)] public string Type { get; init; } = "";

    /// <summary>What its author says it shows, for those who cannot see it; empty when they say nothing.</summary>
    [Id(2)] public string AltText { get; init; } = "";
}
