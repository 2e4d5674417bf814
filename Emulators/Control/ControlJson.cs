using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Http;

namespace PuppetEngine.Emulators.Control;

/// <summary>Bodies of the control API: snake_case JSON, and a sentence where one cannot be read.</summary>
internal static class ControlJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IResult Ok<T>(T value, int status = 200) => Results.Json(value, Options, statusCode: status);

    public static IResult Bad(string sentence) => Results.Problem(sentence, statusCode: 400, title: "Not understood");

    public static async Task<T> ReadAsync<T>(HttpRequest request)
    {
        var body = await RequestBody.ReadAsync(request, request.HttpContext.RequestAborted) ?? throw new FormatException("The body is larger than 4 MiB.");
        return Read<T>(body);
    }

    /// <summary>Reads one item, a list of items, or an object with the list under a name.</summary>
    public static async Task<(List<T> Items, JsonElement Root)> ReadListAsync<T>(HttpRequest request, string name)
    {
        var body = await RequestBody.ReadAsync(request, request.HttpContext.RequestAborted) ?? throw new FormatException("The body is larger than 4 MiB.");
        var root = Read<JsonElement>(body);
        var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var inner) ? inner : root;
        try
        {
            return (list.ValueKind == JsonValueKind.Array ? list.Deserialize<List<T>>(Options)! : [list.Deserialize<T>(Options)!], root);
        }
        catch (JsonException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static T Read<T>(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Options) ?? throw new FormatException("The body is null.");
        }
        catch (JsonException e)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
