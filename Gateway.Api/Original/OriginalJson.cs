using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using PuppetEngine.Gateway.Api.Agents;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>The original's JSON: camelCase members, times as JavaScript writes them.</summary>
internal static class OriginalJson
{
    private static readonly JsonSerializerOptions Options = Configured();

    /// <summary>An answer.</summary>
    public static JsonHttpResult<T> Answer<T>(T value, int status = StatusCodes.Status200OK) => TypedResults.Json(value, Options, statusCode: status);

    /// <summary>A time as a <c>Date</c> is written, as in <c>2026-03-02T12:00:00.000Z</c>.</summary>
    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A mood; the names are the same.</summary>
    public static Mood Mood(double valence, double arousal, double dominance) => new(valence, arousal, dominance);

    /// <summary>A part of a definition as the original kept it in memory: <c>speaking_style</c> is <c>speakingStyle</c>, at every depth.</summary>
    public static JsonNode? Camel(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(Camel(member.Key), Camel(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Camel)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Says where a list goes on that is longer than one answer.</summary>
    public static void Continue(HttpContext context, string? cursor)
    {
        if (cursor is not null)
        {
            context.Response.Headers.Link = $"<{context.Request.Path}?cursor={Uri.EscapeDataString(cursor)}>; rel=\"next\"";
        }
    }

    private static string Camel(string name)
    {
        var words = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 ? name : words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
