using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PuppetEngine.Emulators.Llm.Schema;

/// <summary>Strings within a schema's demands: format first, then pattern, then prose cut or filled to length.</summary>
internal static class SchemaStrings
{
    private const string Filler = " and so on, as one does, until there is enough of it";

    public static string Create(JsonElement schema, string name, ulong salt, Func<string, ulong, string> prose)
    {
        var text = SchemaView.Text(schema, "format") is { } format && Formatted(format, salt) is { } formatted ? formatted
            : SchemaView.Text(schema, "pattern") is { } pattern ? new PatternText(pattern, salt, SchemaView.Whole(schema, "minLength") ?? 0).Create()
            : null;
        return text ?? Fit(prose(name, salt), SchemaView.Whole(schema, "minLength") ?? 0, SchemaView.Whole(schema, "maxLength") ?? int.MaxValue);
    }

    private static string? Formatted(string format, ulong salt)
    {
        var day = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(StableHash.Mix(salt) % 500_000);
        return format switch
        {
            "date-time" => day.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            "date" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "time" => day.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            "duration" => $"PT{1 + (salt % 59)}M",
            "uuid" => Uuid(salt),
            "email" or "idn-email" => $"reader{salt % 1000}@example.com",
            "hostname" or "idn-hostname" => $"host{salt % 1000}.example.com",
            "ipv4" => $"192.0.2.{1 + (salt % 254)}",
            "ipv6" => $"2001:db8::{1 + (salt % 9998):x}",
            "uri" or "url" or "iri" => $"https://example.com/{salt % 10_000}",
            "uri-reference" or "iri-reference" => $"/{salt % 10_000}",
            "json-pointer" => "/a/b",
            "regex" => "^[a-z]+$",
            _ => null,
        };
    }

    private static string Uuid(ulong salt)
    {
        var hex = StableHash.Mix(salt).ToString("x16", CultureInfo.InvariantCulture) + StableHash.Mix(salt + 1).ToString("x16", CultureInfo.InvariantCulture);
        return $"{hex[..8]}-{hex[8..12]}-4{hex[13..16]}-a{hex[17..20]}-{hex[20..32]}";
    }

    /// <summary>Lengths count code points, as JSON Schema does.</summary>
    private static string Fit(string text, int least, int most)
    {
        var runes = text.EnumerateRunes().ToList();
        if (runes.Count > most)
        {
            var cut = runes.Take(most).ToList();
            var space = cut.FindLastIndex(r => r.Value == ' ');
            var end = space > 0 && space >= Math.Max(least, most / 2) ? space : most;
            return string.Concat(cut.Take(end));
        }

        if (runes.Count >= least)
        {
            return text;
        }

        var filled = new StringBuilder(text);
        for (var n = runes.Count; n < least; n++)
        {
            filled.Append(Filler[(n - runes.Count) % Filler.Length]);
        }

        return filled.ToString();
    }
}
