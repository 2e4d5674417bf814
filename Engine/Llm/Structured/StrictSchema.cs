using System.Text.Json;

namespace PuppetEngine.Engine.Llm.Structured;

/// <summary>
/// Whether a schema may be sent as <c>strict</c>: every object lists all its properties as required and allows no others. A schema that
/// does not is still sent, without the word, where the provider would refuse it.
/// </summary>
public static class StrictSchema
{
    private const int DepthLimit = 64;

    /// <summary>Whether the whole schema qualifies.</summary>
    public static bool Qualifies(JsonElement schema) => Qualifies(schema, 0);

    private static bool Qualifies(JsonElement schema, int depth)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            return schema.EnumerateArray().All(item => Qualifies(item, depth + 1));
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        if (depth > DepthLimit || schema.TryGetProperty("oneOf", out _) || schema.TryGetProperty("allOf", out _) || schema.TryGetProperty("not", out _))
        {
            return false;
        }

        var isObject = schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "object";
        return (!isObject || IsClosed(schema)) && Parts(schema).All(part => Qualifies(part, depth + 1));
    }

    private static bool IsClosed(JsonElement schema)
    {
        if (!schema.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind != JsonValueKind.False)
        {
            return false;
        }

        var required = schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(static r => r.GetString()).ToHashSet() : [];
        return !schema.TryGetProperty("properties", out var properties) || properties.EnumerateObject().All(p => required.Contains(p.Name));
    }

    private static IEnumerable<JsonElement> Parts(JsonElement schema)
    {
        foreach (var keyword in (string[])["properties", "$defs", "definitions"])
        {
            if (schema.TryGetProperty(keyword, out var named) && named.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in named.EnumerateObject())
                {
                    yield return member.Value;
                }
            }
        }

        foreach (var keyword in (string[])["items", "prefixItems", "anyOf"])
        {
            if (schema.TryGetProperty(keyword, out var part))
            {
                yield return part;
            }
        }
    }
}
