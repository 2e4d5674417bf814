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

    /// <summary>Begins an upload whose parts come one by one, as a film's do; answers its id. The same is checked before anything is sent.</summary>
    /// <param name="upload">What it is.</param>
    /// <param name="head">Its first bytes, twelve at least where it has as many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<MediaUploadOutcome> BeginAsync(MediaUpload upload, ReadOnlyMemory<byte> head, CancellationToken cancellationToken);

    /// <summary>Sends a part, of five MB at most; the same one again is the same one.</summary>
    /// <param name="upload">What it is.</param>
    /// <param name="mediaId">The upload.</param>
    /// <param name="index">Which part, 0 to 999.</param>
    /// <param name="segment">Its bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SocialOutcome> AppendAsync(MediaUpload upload, string mediaId, int index, ReadOnlyMemory<byte> segment, CancellationToken cancellationToken);

    /// <summary>
    /// Ends an upload whose parts are all there, and waits until the vendor has processed it. Where it is still being processed at the deadline, the outcome is
    /// <see cref="SocialOutcomeCodes.Timeout"/> with the media's id: ask again, with <paramref name="isFinalized"/>.
    /// </summary>
    /// <param name="upload">What it is.</param>
    /// <param name="mediaId">The upload.</param>
    /// <param name="isFinalized">Whether it was ended before, and is only waited for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<MediaUploadOutcome> FinishAsync(MediaUpload upload, string mediaId, bool isFinalized, CancellationToken cancellationToken);
}
