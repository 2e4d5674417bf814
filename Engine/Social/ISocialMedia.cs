using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>Uploads pictures and films.</summary>
public interface ISocialMedia
{
    /// <summary>
    /// Uploads in parts, waits until the vendor has processed the media, and says what it shows. The content is read once, forward, a few
    /// megabytes at a time. Kind, type, length and first bytes are checked before anything is sent.
    /// </summary>
    Task<MediaUploadOutcome> UploadAsync(MediaUpload upload, Stream content, CancellationToken cancellationToken);
}
