using System.Text.Json;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Streaming;

/// <summary>The body of a change of rules: either <c>add</c> or <c>delete</c>.</summary>
internal sealed record StreamRuleChange
{
    /// <summary>Values and tags to add; null where the body deletes.</summary>
    public List<(string Value, string Tag)>? Added { get; private init; }

    public List<string> DeletedIds { get; private init; } = [];

    public List<string> DeletedValues { get; private init; } = [];

    public static (StreamRuleChange? Change, XAnswer? Refusal) Read(byte[] body)
    {
        try
        {
            var root = JsonElement.Parse(body);
            return root.ValueKind == JsonValueKind.Object && root.EnumerateObject().ToList() is [var only]
                ? (only.Name switch
                {
                    "add" => new StreamRuleChange { Added = [.. Only(only.Value, "$.add").Select(Rule)] },
                    "delete" => Deletion(only.Value),
                    _ => throw new FormatException($"$.{only.Name}: is not defined in the schema and the schema does not allow additional properties"),
                }, null)
                : throw new FormatException("$: exactly one of [add, delete] must be given");
        }
        catch (JsonException)
        {
            return (null, XProblem.Invalid("", "", "The request body is not valid JSON."));
        }
        catch (FormatException e)
        {
            return (null, XProblem.Invalid("", "", e.Message));
        }
    }

    private static (string Value, string Tag) Rule(JsonElement rule)
    {
        var (value, tag) = ("", "");
        foreach (var field in rule.ValueKind == JsonValueKind.Object ? rule.EnumerateObject() : throw new FormatException("$.add: holds something that is no object"))
        {
            var text = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : throw new FormatException($"$.add.{field.Name}: is not a string");
            _ = field.Name switch
            {
                "value" => value = text,
                "tag" => tag = text,
                _ => throw new FormatException($"$.add.{field.Name}: is not defined in the schema and the schema does not allow additional properties"),
            };
        }

        return value.Length > 0 ? (value, tag) : throw new FormatException("$.add.value: is missing but it is required");
    }

    private static StreamRuleChange Deletion(JsonElement body)
    {
        var change = new StreamRuleChange();
        foreach (var field in body.ValueKind == JsonValueKind.Object ? body.EnumerateObject() : throw new FormatException("$.delete: is not an object"))
        {
            var texts = Only(field.Value, $"$.delete.{field.Name}").Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : throw new FormatException($"$.delete.{field.Name}: holds something that is no string")).ToList();
            change = field.Name switch
            {
                "ids" => change with { DeletedIds = texts },
                "values" => change with { DeletedValues = texts },
                _ => throw new FormatException($"$.delete.{field.Name}: is not defined in the schema and the schema does not allow additional properties"),
            };
        }

        return change;
    }

    private static IEnumerable<JsonElement> Only(JsonElement array, string path) =>
        array.ValueKind == JsonValueKind.Array && array.GetArrayLength() > 0 ? array.EnumerateArray() : throw new FormatException($"{path}: there must be a minimum of 1 items in the array");
}
