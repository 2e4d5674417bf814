using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Llm.Structured;

/// <summary>
/// Validates JSON against the part of JSON Schema that models are given: <c>type</c>, <c>enum</c>, <c>const</c>, the limits of numbers,
/// strings, arrays and objects, <c>properties</c>, <c>required</c>, <c>additionalProperties</c>, <c>items</c>, <c>prefixItems</c>, <c>anyOf</c>,
/// <c>oneOf</c>, <c>allOf</c>, <c>not</c> and <c>$ref</c> inside the document. Other keywords (<c>format</c>, <c>title</c> …) say nothing here.
/// Problems name places and rules, never values.
/// </summary>
public sealed class JsonSchemaValidator
{
    private const int DepthLimit = 64;
    private const int MostProblems = 10;
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(250);

    private readonly JsonElement _root;
    private readonly List<string> _problems = [];

    private JsonSchemaValidator(JsonElement root) => _root = root;

    /// <summary>The problems of a value, as <c>$.a[0]: rule</c>, at most ten; empty when it satisfies the schema.</summary>
    /// <exception cref="FormatException">The schema itself is wrong: a <c>$ref</c> that leads nowhere, a pattern that is none.</exception>
    public static IReadOnlyList<string> Validate(JsonElement schema, JsonElement value)
    {
        var validator = new JsonSchemaValidator(schema);
        validator.Check(schema, value, "$", 0);
        return validator._problems;
    }

    private bool Fits(JsonElement schema, JsonElement value, string path, int depth)
    {
        var trial = new JsonSchemaValidator(_root);
        trial.Check(schema, value, path, depth);
        return trial._problems.Count == 0;
    }

    private void Check(JsonElement schema, JsonElement value, string path, int depth)
    {
        if (depth > DepthLimit)
        {
            throw new FormatException("The schema refers to itself without end, or is nested too deeply.");
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            Require(schema.ValueKind != JsonValueKind.False, path, "is not allowed");
            return;
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(SchemaReference.Resolve(_root, reference.GetString() ?? ""), value, path, depth + 1);
        }

        CheckAnyValue(schema, value, path);
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                CheckNumber(schema, value.GetDouble(), path);
                break;
            case JsonValueKind.String:
                CheckString(schema, value.GetString()!, path);
                break;
            case JsonValueKind.Array:
                CheckArray(schema, value, path, depth);
                break;
            case JsonValueKind.Object:
                CheckObject(schema, value, path, depth);
                break;
        }

        CheckCombinations(schema, value, path, depth);
    }

    private void CheckAnyValue(JsonElement schema, JsonElement value, string path)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            var names = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(static t => t.GetString()!).ToArray() : [type.GetString()!];
            Require(names.Any(name => IsOfType(value, name)), path, $"must be of type {string.Join(" or ", names)}");
        }

        if (schema.TryGetProperty("enum", out var allowed))
        {
            Require(allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)), path, "must be one of the listed values");
        }

        if (schema.TryGetProperty("const", out var constant))
        {
            Require(JsonElement.DeepEquals(constant, value), path, "must be the one allowed value");
        }
    }

    private void CheckNumber(JsonElement schema, double number, string path)
    {
        Limit(schema, "minimum", limit => number >= limit, path, "must be at least");
        Limit(schema, "maximum", limit => number <= limit, path, "must be at most");
        Limit(schema, "exclusiveMinimum", limit => number > limit, path, "must be above");
        Limit(schema, "exclusiveMaximum", limit => number < limit, path, "must be below");
        Limit(schema, "multipleOf", step => step > 0 && Math.Abs((number / step) - Math.Round(number / step)) < 1e-9, path, "must be a multiple of");
    }

    private void CheckString(JsonElement schema, string text, string path)
    {
        // Lengths count characters as people do, not UTF-16 units.
        var length = text.EnumerateRunes().Count();
        Limit(schema, "minLength", limit => length >= limit, path, "must have a length of at least");
        Limit(schema, "maxLength", limit => length <= limit, path, "must have a length of at most");
        if (schema.TryGetProperty("pattern", out var pattern))
        {
            try
            {
                Require(Regex.IsMatch(text, pattern.GetString()!, RegexOptions.CultureInvariant, PatternTimeout), path, "must match the pattern");
            }
            catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException)
            {
                throw new FormatException($"The schema's pattern at {path} cannot be used: {e.GetType().Name}.");
            }
        }
    }

    private void CheckArray(JsonElement schema, JsonElement value, string path, int depth)
    {
        var count = value.GetArrayLength();
        Limit(schema, "minItems", limit => count >= limit, path, "must have a number of items of at least");
        Limit(schema, "maxItems", limit => count <= limit, path, "must have a number of items of at most");
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True)
        {
            var items = value.EnumerateArray().ToList();
            Require(!items.Where((item, i) => items.Take(i).Any(other => JsonElement.DeepEquals(item, other))).Any(), path, "must have no item twice");
        }

        var prefix = schema.TryGetProperty("prefixItems", out var given) ? given.GetArrayLength() : 0;
        for (var i = 0; i < count; i++)
        {
            if (i < prefix)
            {
                Check(given[i], value[i], $"{path}[{i}]", depth + 1);
            }
            else if (schema.TryGetProperty("items", out var each))
            {
                Check(each, value[i], $"{path}[{i}]", depth + 1);
            }
        }
    }

    private void CheckObject(JsonElement schema, JsonElement value, string path, int depth)
    {
        var count = value.EnumerateObject().Count();
        Limit(schema, "minProperties", limit => count >= limit, path, "must have a number of members of at least");
        Limit(schema, "maxProperties", limit => count <= limit, path, "must have a number of members of at most");
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(static r => r.GetString()!))
            {
                Require(value.TryGetProperty(name, out _), $"{path}.{name}", "is required");
            }
        }

        var known = schema.TryGetProperty("properties", out var properties);
        var others = schema.TryGetProperty("additionalProperties", out var additional);
        foreach (var member in value.EnumerateObject())
        {
            if (known && properties.TryGetProperty(member.Name, out var own))
            {
                Check(own, member.Value, $"{path}.{member.Name}", depth + 1);
            }
            else if (others)
            {
                Check(additional, member.Value, $"{path}.{member.Name}", depth + 1);
            }
        }
    }

    private void CheckCombinations(JsonElement schema, JsonElement value, string path, int depth)
    {
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var one in all.EnumerateArray())
            {
                Check(one, value, path, depth + 1);
            }
        }

        if (schema.TryGetProperty("anyOf", out var any))
        {
            Require(any.EnumerateArray().Any(one => Fits(one, value, path, depth + 1)), path, "must satisfy one of the alternatives");
        }

        if (schema.TryGetProperty("oneOf", out var single))
        {
            Require(single.EnumerateArray().Count(one => Fits(one, value, path, depth + 1)) == 1, path, "must satisfy exactly one of the alternatives");
        }

        if (schema.TryGetProperty("not", out var not))
        {
            Require(!Fits(not, value, path, depth + 1), path, "must not satisfy what is excluded");
        }
    }

    private static bool IsOfType(JsonElement value, string name) => name switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && Math.Floor(value.GetDouble()) == value.GetDouble(),
        _ => throw new FormatException($"The schema has an unknown type '{name}'."),
    };

    private void Limit(JsonElement schema, string keyword, Func<double, bool> holds, string path, string rule)
    {
        if (schema.TryGetProperty(keyword, out var limit) && limit.ValueKind == JsonValueKind.Number)
        {
            Require(holds(limit.GetDouble()), path, string.Create(CultureInfo.InvariantCulture, $"{rule} {limit.GetDouble()}"));
        }
    }

    private void Require(bool condition, string path, string rule)
    {
        if (!condition && _problems.Count < MostProblems)
        {
            _problems.Add($"{path}: {rule}");
        }
    }
}
