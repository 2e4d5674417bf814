using System.Text.Json.Serialization;

namespace PuppetEngine.Emulators.X.Media;

/// <summary>An upload. Its bytes are counted and thrown away. Written whole to the log once it can be posted.</summary>
internal sealed record XMedia
{
    public required ulong Id { get; init; }

    public required ulong OwnerId { get; init; }

    public required string Type { get; init; }

    public required string Category { get; init; }

    public required long TotalBytes { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string AltText { get; init; } = "";

    /// <summary>When its processing ends; null before it is finalized.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Why its processing fails; empty where it does not.</summary>
    public string Failure { get; init; } = "";

    [JsonIgnore]
    public string Key => $"{(Category.EndsWith("_image", StringComparison.Ordinal) ? 3 : Category.EndsWith("_gif", StringComparison.Ordinal) ? 16 : 7)}_{Id}";

    [JsonIgnore]
    public bool IsFilm => !Category.EndsWith("_image", StringComparison.Ordinal);
}
