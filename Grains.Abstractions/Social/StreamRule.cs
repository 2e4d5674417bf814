using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>A rule of the filtered stream. All rules belong to the app; the tag says whose they are.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.StreamRule")]
public sealed record StreamRule
{
    /// <summary>The vendor's id, a decimal string; empty for a rule that is to be added.</summary>
    [Id(0)] public string Id { get; init; } = "";

    /// <summary>What it lets through, in the vendor's query language, as in <c>@ada -is:retweet</c>; at most 1,024 characters. No two rules are equal in it.</summary>
    [Id(1)] public required string Value { get; init; }

    /// <summary>A name of ours, as in <c>mentions/ada</c>; shown with each post that the rule lets through.</summary>
    [Id(2)] public string Tag { get; init; } = "";
}
