using System.Text.Json;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Media;

/// <summary>Reads the JSON bodies of uploads; fields that they do not have are refused.</summary>
internal static class MediaBody
{
    public static (Dictionary<string, JsonElement>? Fields, XAnswer? Refusal) Read(byte[] body, params string[] known)
    {
        try
        {
            var root = JsonElement.Parse(body);
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, XProblem.Invalid("", "", "$: is not an object"));
            }

            var fields = root.EnumerateObject().ToDictionary(f => f.Name, f => f.Value);
            return fields.Keys.FirstOrDefault(f => Array.IndexOf(known, f) < 0) is { } unknown
                ? (null, XProblem.Invalid("", "", $"$.{unknown}: is not defined in the schema and the schema does not allow additional properties"))
                : (fields, null);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return (null, XProblem.Invalid("", "", "The request body is not valid JSON."));
        }
    }

    public static string Text(Dictionary<string, JsonElement> fields, string name) =>
        fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
