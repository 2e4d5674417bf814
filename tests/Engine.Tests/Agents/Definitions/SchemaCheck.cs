using System.Text.Json;

namespace PuppetEngine.Tests.Engine.Agents.Definitions;

/// <summary>
/// As much of JSON Schema as the schema of definitions uses: type, required, properties, items, enum, minimum, maximum. Written apart
/// from the product, so that the two check each other.
/// </summary>
internal static class SchemaCheck
{
    public static List<string> Validate(JsonElement schema, JsonElement value, string path = "$")
    {
        var problems = new List<string>();
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(name, value)))
        {
            problems.Add($"{path}: is {value.ValueKind}, not {type}");
            return problems;
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.ValueEquals(value.GetString())))
        {
            problems.Add($"{path}: is none of {words}");
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            if (schema.TryGetProperty("minimum", out var least) && value.GetDouble() < least.GetDouble())
            {
                problems.Add($"{path}: below {least}");
            }

            if (schema.TryGetProperty("maximum", out var most) && value.GetDouble() > most.GetDouble())
            {
                problems.Add($"{path}: above {most}");
            }
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            if (schema.TryGetProperty("required", out var required))
            {
                problems.AddRange(required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}: lacks {name}"));
            }

            if (schema.TryGetProperty("properties", out var properties))
            {
                foreach (var member in value.EnumerateObject().Where(member => properties.TryGetProperty(member.Name, out _)))
                {
                    problems.AddRange(Validate(properties.GetProperty(member.Name), member.Value, $"{path}.{member.Name}"));
                }
            }
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            problems.AddRange(value.EnumerateArray().SelectMany((item, i) => Validate(items, item, $"{path}[{i}]")));
        }

        return problems;
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0,
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind == JsonValueKind.String,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Object,
    };
}
