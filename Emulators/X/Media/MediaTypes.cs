namespace PuppetEngine.Emulators.X.Media;

/// <summary>Categories, their types and sizes, and what a file's first bytes say it is.</summary>
internal static class MediaTypes
{
    private const long MiB = 1024 * 1024;

    private static readonly (string Category, string[] Types, long Most)[] Categories =
    [
        ("tweet_image", ["image/jpeg", "image/png", "image/webp", "image/bmp", "image/tiff"], 5 * MiB),
        ("tweet_gif", ["image/gif"], 15 * MiB),
        ("tweet_video", ["video/mp4", "video/quicktime", "video/mp2t", "video/webm"], 512 * MiB),
    ];

    public static IEnumerable<string> Names => Categories.Select(c => c.Category);

    /// <summary>Why an upload cannot begin; null where it can.</summary>
    public static string? Problem(string category, string type, long bytes)
    {
        var (name, types, most) = Array.Find(Categories, c => c.Category == category);
        return name is null ? $"$.media_category: does not have a value in the enumeration [{string.Join(", ", Names)}]"
            : !types.Contains(type) ? $"$.media_type: [{type}] is not supported for the category [{category}]"
            : bytes <= 0 ? "$.total_bytes: must be at least 1"
            : bytes > most ? $"The media of {bytes} bytes is larger than the {most} bytes that the category [{category}] allows"
            : null;
    }

    /// <summary>Whether the first bytes of a file are those of its type. Types without a plain mark are taken on trust.</summary>
    public static bool Agrees(string type, ReadOnlySpan<byte> head) => type switch
    {
        "image/jpeg" => head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]),
        "image/png" => head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']),
        "image/gif" => head.StartsWith("GIF8"u8),
        "image/webp" => head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..12].SequenceEqual("WEBP"u8),
        "video/mp4" or "video/quicktime" => head.Length >= 8 && (head[4..8].SequenceEqual("ftyp"u8) || head[4..8].SequenceEqual("moov"u8)),
        _ => true,
    };
}
