using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Providers.X.Media;

/// <summary>What X takes as media, checked before anything is sent.</summary>
internal static class MediaRules
{
    private const long MiB = 1024 * 1024;
    private const int LongestAltText = 1_000;

    /// <summary>How many of the first bytes are looked at.</summary>
    internal const int HeadLength = 12;

    /// <summary>X's name of the category.</summary>
    internal static string Category(MediaKind kind) => Of(kind).Category;

    /// <summary>What is wrong and how to mend it; null when nothing is.</summary>
    internal static string? Problem(MediaUpload upload, ReadOnlySpan<byte> head)
    {
        var (_, types, most) = Of(upload.Kind);
        return !types.Contains(upload.MimeType, StringComparer.Ordinal) ? $"The type '{upload.MimeType}' is none of {string.Join(", ", types)}: convert the file."
            : upload.Length <= 0 ? "The file is empty."
            : upload.Length > most ? $"The file has {upload.Length} bytes and may have {most}: make it smaller."
            : upload.AltText.Length > LongestAltText ? $"The alt text has {upload.AltText.Length} characters and may have {LongestAltText}: shorten it."
            : !Agrees(upload.MimeType, head) ? $"The file is no {upload.MimeType}, as its first bytes show: state its real type."
            : null;
    }

    private static (string Category, string[] Types, long Most) Of(MediaKind kind) => kind switch
    {
        MediaKind.Image => ("tweet_image", ["image/jpeg", "image/png", "image/webp"], 5 * MiB),
        MediaKind.Gif => ("tweet_gif", ["image/gif"], 15 * MiB),
        MediaKind.Video => ("tweet_video", ["video/mp4", "video/quicktime"], 512 * MiB),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "X has no such media."),
    };

    private static bool Agrees(string type, ReadOnlySpan<byte> head) => type switch
    {
        "image/jpeg" => head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]),
        "image/png" => head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']),
        "image/gif" => head.StartsWith("GIF8"u8),
        "image/webp" => head.Length >= HeadLength && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8),
        _ => head.Length >= 8 && (head[4..8].SequenceEqual("ftyp"u8) || head[4..8].SequenceEqual("moov"u8)),
    };
}
