using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm;

/// <summary>
/// Finds the shape of a wanted JSON object in the prompt, as a model without <c>json_schema</c> has to: a JSON Schema, or an example
/// whose shape is taken over. The last one in the messages counts.
/// </summary>
internal static class PromptSchema
{
    public static JsonElement? Find(ChatRequest request)
    {
        for (var i = request.Messages.Count - 1; i >= 0; i--)
        {
            if (Find(request.Messages[i].Content) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static JsonElement? Find(string text)
    {
        JsonElement? best = null;
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0; at = text.IndexOf('{', at + 1))
        {
            if (TryRead(text, at, out var element, out var length))
            {
                best = element;
                at += length - 1;
            }
        }

        return best is not { } json ? null : IsSchema(json) ? json : JsonElement.Parse(SchemaOf(json).ToJsonString());
    }

    private static bool TryRead(string text, int start, out JsonElement element, out int length)
    {
        element = default;
        length = Length(text.AsSpan(start));
        if (length == 0)
        {
            return false;
        }

        try
        {
            element = JsonElement.Parse(text.AsSpan(start, length));
            return true;
        }
        catch (JsonException)
        {
            // Braces that are no JSON: prose, or a template. The search goes on behind them.
            return false;
        }
    }

    /// <summary>Length of the text up to the brace that closes the first one; 0 where none does.</summary>
    private static int Length(ReadOnlySpan<char> text)
    {
        var depth = 0;
        var inString = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (inString)
            {
                i += c == '\\' ? 1 : 0;
                inString = c != '"';
            }
            else if (c == '"')
            {
                inString = true;
            }
            else if (c == '{')
            {
                depth++;
            }
            else if (c == '}' && --depth == 0)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static bool IsSchema(JsonElement json) =>
        json.TryGetProperty("properties", out _) || json.TryGetProperty("$ref", out _) || json.TryGetProperty("$defs", out _)
        || (json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "object");

    private static JsonObject SchemaOf(JsonElement example) => example.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(example.EnumerateObject().DistinctBy(p => p.Name)
                .Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, SchemaOf(p.Value)))),
        },
        JsonValueKind.Array => new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = Math.Min(1, example.GetArrayLength()),
            ["items"] = example.GetArrayLength() > 0 ? SchemaOf(example[0]) : new JsonObject { ["type"] = "string" },
        },
        JsonValueKind.Number => new JsonObject { ["type"] = example.TryGetInt64(out _) ? "integer" : "number" },
        JsonValueKind.True or JsonValueKind.False => new JsonObject { ["type"] = "boolean" },
        _ => new JsonObject { ["type"] = "string" },
    };
}
