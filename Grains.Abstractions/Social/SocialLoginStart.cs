using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>A login that was begun, or why it could not be.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.SocialLoginStart")]
public sealed record SocialLoginStart
{
    /// <summary>What the person opens in the browser in which they are logged in as the account; empty with a problem.</summary>
    [Id(0)] public string AuthorizeUrl { get; init; } = "";

    /// <summary>Where the browser comes back to, with a code that lives 30 seconds; empty with a problem.</summary>
    [Id(1)] public string RedirectUri { get; init; } = "";

    /// <summary>Why no login is possible and how to mend it; null when it has begun.</summary>
    [Id(2)] public string? Problem { get; init; }
}
