using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>
/// A picture or film to upload. Nobody sees it before a post names it, so an upload in doubt is simply made again; what an effect
/// carries is the id that came back.
/// </summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Social.MediaUpload")]
public sealed record MediaUpload
{
    /// <summary>The account's key, <see cref="SocialAccountKey"/>; only its own posts can use the media.</summary>
    [Id(0)] public required string AccountKey { get; init; }

    /// <summary>The agent for which the call is made.</summary>
    [Id(1)] public required string AgentId { get; init; }

    /// <summary>What it is.</summary>
    [Id(2)] public required MediaKind Kind { get; init; }

    /// <summary>Its type, as in <c>image/png</c>; the first bytes must agree.</summary>
    [Id(3)] public required string MimeType { get; init; }

    /// <summary>Its length in bytes.</summary>
    [Id(4)] public required long Length { get; init; }

    /// <summary>What it shows, for those who cannot see it, at most 1,000 characters; empty for none.</summary>
    [Id(5)] public string AltText { get; init; } = "";

    /// <summary>When the whole upload must have ended, processing too.</summary>
    [Id(6)] public required DateTimeOffset Deadline { get; init; }

    /// <summary>The agent's tags, which a kill switch may name.</summary>
    [Id(7)] public List<string> Tags { get; init; } = [];
}
