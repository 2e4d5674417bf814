using System.Text.Json;
using System.Text.Json.Nodes;

namespace PuppetEngine.Emulators.Llm.Schema;

/// <summary>Reads a JSON Schema: references followed, parts merged, types told.</summary>
internal static class SchemaView
{
    private const int MostReferences = 32;

    /// <summary>Follows <c>$ref</c> and folds <c>allOf</c> into one schema.</summary>
    public static JsonElement Resolve(JsonElement schema, JsonElement root)
    {
        for (var i = 0; schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference); i++)
        {
            if (i == MostReferences)
            {
                throw new FormatException($"The schema's reference '{reference}' leads to itself.");
            }

            schema = Merge(schema, Find(root, reference.GetString() ?? ""), without: "$ref");
        }

        if (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("allOf", out var parts) && parts.ValueKind == JsonValueKind.Array)
        {
            var whole = Without(schema, "allOf");
            foreach (var part in parts.EnumerateArray())
            {
                whole = Merge(whole, Resolve(part, root));
            }

            return whole;
        }

        return schema;
    }

    /// <summary>Both schemas' demands in one: properties and required are united, of bounds the second's hold.</summary>
    public static JsonElement Merge(JsonElement schema, JsonElement with, string? without = null)
    {
        if (with.ValueKind != JsonValueKind.Object)
        {
            return Without(schema, without ?? "anyOf", "oneOf");
        }

        var merged = JsonObject.Create(Without(schema, without ?? "anyOf", without ?? "oneOf"))!;
        foreach (var property in with.EnumerateObject())
        {
            var value = JsonNode.Parse(property.Value.GetRawText());
            switch (property.Name)
            {
                case "properties" when merged["properties"] is JsonObject own && value is JsonObject other:
                    foreach (var (name, inner) in other.ToList())
                    {
                        own[name] = inner?.DeepClone();
                    }

                    break;
                case "required" when merged["required"] is JsonArray own && value is JsonArray other:
                    foreach (var name in other)
                    {
                        own.Add(name?.DeepClone());
                    }

                    break;
                default:
                    merged[property.Name] = value;
                    break;
            }
        }

        return JsonElement.Parse(merged.ToJsonString());
    }

    /// <summary>The schema's type, told from its other words where it does not say.</summary>
    public static string TypeOf(JsonElement schema, bool preferNull)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return "string";
        }

        if (schema.TryGetProperty("type", out var type))
        {
            if (type.ValueKind == JsonValueKind.String)
            {
                return type.GetString()!;
            }

            var types = type.EnumerateArray().Select(t => t.GetString() ?? "string").ToList();
            return preferNull && types.Contains("null") ? "null" : types.Find(t => t != "null") ?? "null";
        }

        return Has(schema, "properties", "required", "additionalProperties", "minProperties") ? "object"
            : Has(schema, "items", "prefixItems", "minItems", "maxItems") ? "array"
            : Has(schema, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf") ? "number"
            : "string";
    }

    public static HashSet<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array
            ? [.. required.EnumerateArray().Select(r => r.GetString() ?? "")]
            : [];

    public static int? Whole(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var value) && value.TryGetInt32(out var n) ? n : null;

    public static double? Real(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : null;

    public static string? Text(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static bool Refers(JsonElement schema) => schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out _);

    private static bool Has(JsonElement schema, params string[] names) => Array.Exists(names, n => schema.TryGetProperty(n, out _));

    private static JsonElement Without(JsonElement schema, params string[] names)
    {
        var rest = JsonObject.Create(schema)!;
        var copy = (JsonObject)rest.DeepClone();
        foreach (var name in names)
        {
            copy.Remove(name);
        }

        return JsonElement.Parse(copy.ToJsonString());
    }

    /// <summary>Follows a pointer such as <c>#/$defs/node</c> or <c>#</c>.</summary>
    private static JsonElement Find(JsonElement root, string reference)
    {
        var at = root;
        foreach (var raw in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(raw).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index < at.GetArrayLength())
            {
                at = at[index];
            }
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                throw new FormatException($"The schema's reference '{reference}' points nowhere.");
            }
        }

        return at;
    }
}
