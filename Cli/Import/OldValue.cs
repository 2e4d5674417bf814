using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PuppetEngine.Cli.Import;

/// <summary>Reads members of old values, which keep no schema. Nothing here throws for what a value holds.</summary>
internal static class OldValue
{
    // Epoch seconds until the year 5138, milliseconds from 1973 on.
    private const double SecondsEnd = 1e11;

    private static readonly DateTimeOffset Earliest = new(2006, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A member of an object; null where there is none.</summary>
    public static JsonNode? Member(JsonNode? node, string name) => node is JsonObject whole && whole.TryGetPropertyValue(name, out var value) ? value : null;

    /// <summary>A text; null where it is none.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A finite number; null where it is none.</summary>
    public static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>The elements of a list; none where it is no list.</summary>
    public static IEnumerable<JsonNode?> Items(JsonNode? node) => node as JsonArray ?? [];

    /// <summary>
    /// A time as the originals wrote it: milliseconds or seconds since 1970, or ISO 8601, where one without an offset is UTC. Null when it is none,
    /// or none in which there were tweets.
    /// </summary>
    public static DateTimeOffset? Time(JsonNode? node, DateTimeOffset now)
    {
        DateTimeOffset? read = null;
        if (Number(node) is { } number && Math.Abs(number) < 1e14)
        {
            read = DateTimeOffset.UnixEpoch.AddMilliseconds(number < SecondsEnd ? number * 1000 : number);
        }
        else if (Text(node) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed))
        {
            read = parsed;
        }

        return read >= Earliest && read <= now.AddDays(1) ? read : null;
    }
}
