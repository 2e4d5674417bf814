using Orleans;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>What is uploaded, for its limits. A post holds up to four images, or one GIF, or one video.</summary>
[GenerateSerializer, Alias("PuppetEngine.Social.MediaKind")]
public enum MediaKind
{
    /// <summary>A still picture (JPEG, PNG, WebP), at most 5 MB.</summary>
    Image = 0,

    /// <summary>An animated GIF, at most 15 MB.</summary>
    Gif = 1,

    /// <summary>A film (MP4, QuickTime), at most 512 MB.</summary>
    Video = 2,
}
