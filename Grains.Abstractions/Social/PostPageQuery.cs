using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>
/// One page of a list of posts. Lists come newest first: to read all that is new, ask with the same <see cref="SinceId"/> and each
/// page's token until a page has none, and only then store the newest id of all pages.
/// </summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.PostPageQuery")]
public sealed record PostPageQuery
{
    /// <summary>Whose credentials read, and whose mentions; <see cref="SocialAccountKey"/>.</summary>
    [Id(0)] public required string AccountKey { get; init; }

    /// <summary>Only posts above this id; <c>0</c> for all within reach.</summary>
    [Id(1)] public string SinceId { get; init; } = "0";

    /// <summary>The page's token; null for the first page.</summary>
    [Id(2)] public string? PageToken { get; init; }

    /// <summary>Most posts of the page, 10 to 100. What lies outside is brought inside. Default: 100.</summary>
    [Id(3)] public int MaxResults { get; init; } = 100;
}
