using System.Text.Json;
using System.Text.RegularExpressions;

namespace PuppetEngine.Tests.Emulators.Llm.Schema;

/// <summary>A validator of its own, so that the generator is not judged by its own reading of a schema. Returns what is wrong, or nothing.</summary>
internal sealed class SchemaCheck(JsonElement root)
{
    public List<string> Errors { get; } = [];

    public static List<string> Of(string schema, string value)
    {
        var root = JsonElement.Parse(schema);
        var check = new SchemaCheck(root);
        check.Check(root, JsonElement.Parse(value), "$");
        return check.Errors;
    }

    private void Check(JsonElement schema, JsonElement value, string at)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            Require(schema.ValueKind != JsonValueKind.False, at, "forbidden");
            return;
        }

        foreach (var rule in schema.EnumerateObject())
        {
            Check(schema, rule, value, at);
        }
    }

    private void Check(JsonElement schema, JsonProperty rule, JsonElement value, string at)
    {
        var v = rule.Value;
        switch (rule.Name)
        {
            case "$ref": Check(Find(v.GetString()!), value, at); break;
            case "const": Require(JsonElement.DeepEquals(v, value), at, "const"); break;
            case "enum": Require(v.EnumerateArray().Any(o => JsonElement.DeepEquals(o, value)), at, "enum"); break;
            case "type": Require(v.ValueKind == JsonValueKind.Array ? v.EnumerateArray().Any(t => Is(t.GetString()!, value)) : Is(v.GetString()!, value), at, $"type {v}"); break;
            case "anyOf": Require(v.EnumerateArray().Any(s => Passes(s, value)), at, "anyOf"); break;
            case "oneOf": Require(v.EnumerateArray().Count(s => Passes(s, value)) == 1, at, "oneOf"); break;
            case "allOf": foreach (var s in v.EnumerateArray()) { Check(s, value, at); } break;
            case "required" when value.ValueKind == JsonValueKind.Object:
                Require(v.EnumerateArray().All(n => value.TryGetProperty(n.GetString()!, out _)), at, "required");
                break;
            case "properties" when value.ValueKind == JsonValueKind.Object:
                foreach (var p in v.EnumerateObject().Where(p => value.TryGetProperty(p.Name, out _)))
                {
                    Check(p.Value, value.GetProperty(p.Name), $"{at}.{p.Name}");
                }

                break;
            case "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                foreach (var p in value.EnumerateObject().Where(p => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(p.Name, out _)))
                {
                    Check(v, p.Value, $"{at}.{p.Name}");
                }

                break;
            case "minProperties" when value.ValueKind == JsonValueKind.Object: Require(value.EnumerateObject().Count() >= v.GetInt32(), at, rule.Name); break;
            case "items" when value.ValueKind == JsonValueKind.Array:
                var skip = schema.TryGetProperty("prefixItems", out var prefix) ? prefix.GetArrayLength() : 0;
                foreach (var item in value.EnumerateArray().Skip(skip))
                {
                    Check(v, item, $"{at}[]");
                }

                break;
            case "prefixItems" when value.ValueKind == JsonValueKind.Array:
                foreach (var (s, item) in v.EnumerateArray().Zip(value.EnumerateArray()))
                {
                    Check(s, item, $"{at}[]");
                }

                break;
            case "minItems" when value.ValueKind == JsonValueKind.Array: Require(value.GetArrayLength() >= v.GetInt32(), at, rule.Name); break;
            case "maxItems" when value.ValueKind == JsonValueKind.Array: Require(value.GetArrayLength() <= v.GetInt32(), at, rule.Name); break;
            case "uniqueItems" when value.ValueKind == JsonValueKind.Array:
                Require(value.EnumerateArray().Select(i => i.GetRawText()).Distinct().Count() == value.GetArrayLength(), at, rule.Name);
                break;
            case "minimum" when value.ValueKind == JsonValueKind.Number: Require(value.GetDouble() >= v.GetDouble(), at, rule.Name); break;
            case "maximum" when value.ValueKind == JsonValueKind.Number: Require(value.GetDouble() <= v.GetDouble(), at, rule.Name); break;
            case "exclusiveMinimum" when value.ValueKind == JsonValueKind.Number: Require(value.GetDouble() > v.GetDouble(), at, rule.Name); break;
            case "exclusiveMaximum" when value.ValueKind == JsonValueKind.Number: Require(value.GetDouble() < v.GetDouble(), at, rule.Name); break;
            case "multipleOf" when value.ValueKind == JsonValueKind.Number: Require(value.GetDecimal() % v.GetDecimal() == 0, at, rule.Name); break;
            case "minLength" when value.ValueKind == JsonValueKind.String: Require(value.GetString()!.EnumerateRunes().Count() >= v.GetInt32(), at, rule.Name); break;
            case "maxLength" when value.ValueKind == JsonValueKind.String: Require(value.GetString()!.EnumerateRunes().Count() <= v.GetInt32(), at, rule.Name); break;
            case "pattern" when value.ValueKind == JsonValueKind.String: Require(Regex.IsMatch(value.GetString()!, v.GetString()!, RegexOptions.ECMAScript), at, $"pattern {v}: {value}"); break;
            case "format" when value.ValueKind == JsonValueKind.String: Require(Formatted(v.GetString()!, value.GetString()!), at, $"format {v}: {value}"); break;
        }
    }

    private static bool Formatted(string format, string text) => format switch
    {
        "date-time" => DateTimeOffset.TryParse(text, out _) && text.Contains('T', StringComparison.Ordinal),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
        "uuid" => Guid.TryParse(text, out _),
        "email" => text.Contains('@', StringComparison.Ordinal),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "ipv4" or "ipv6" => System.Net.IPAddress.TryParse(text, out _),
        _ => true,
    };

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind == JsonValueKind.Null,
    };

    private bool Passes(JsonElement schema, JsonElement value)
    {
        var inner = new SchemaCheck(root);
        inner.Check(schema, value, "");
        return inner.Errors.Count == 0;
    }

    private JsonElement Find(string reference) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (at, name) => at.GetProperty(name));

    private void Require(bool holds, string at, string rule)
    {
        if (!holds)
        {
            Errors.Add($"{at}: {rule}");
        }
    }
}
