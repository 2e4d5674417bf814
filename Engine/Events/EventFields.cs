using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Engine.Events;

/// <summary>Reads members of an event's data and keeps the first problem. Names are taken in snake_case and in the original's camelCase.</summary>
internal sealed class EventFields(JsonElement element, EventFields? parent = null, string prefix = "")
{
    /// <summary>The first member that is wrong; null when none is.</summary>
    public (string Field, string Message)? Problem { get; private set; }

    /// <summary>A text; empty when it is missing or null.</summary>
    public string Text(string name, int most)
    {
        if (!Find(name, out var value))
        {
            return "";
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return Refuse(name, "must be a text", "");
        }

        var text = value.GetString()!.Trim();
        return text.Length <= most ? text : Refuse(name, $"has {text.Length} characters; at most {most} are taken", "");
    }

    /// <summary>A number; null when it is missing or null.</summary>
    public double? Number(string name, double least, double most) => !Find(name, out var value)
        ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? number
            : Refuse<double?>(name, string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most}"), null);

    /// <summary>Whether a member is true; false when it is missing or null.</summary>
    public bool Flag(string name) => Find(name, out var value)
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Refuse(name, "must be true or false", false));

    /// <summary>Objects of a list; empty when it is missing or null.</summary>
    public IReadOnlyList<EventFields> Objects(string name, int most)
    {
        if (!Find(name, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is var count && count > 0 && count <= most && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Object)
            ? [.. value.EnumerateArray().Select((v, index) => new EventFields(v, this, $"{name}[{index}]."))]
            : Refuse<IReadOnlyList<EventFields>>(name, $"must be a list of 1 to {most} objects", []);
    }

    private bool Find(string name, out JsonElement value) =>
        (element.TryGetProperty(name, out value) || element.TryGetProperty(Camel(name), out value)) && value.ValueKind != JsonValueKind.Null;

    private T Refuse<T>(string name, string rule, T instead)
    {
        Problem ??= (prefix + name, $"data.{prefix}{name} {rule}.");
        if (parent is not null)
        {
            parent.Problem ??= Problem;
        }

        return instead;
    }

    private static string Camel(string name) =>
        string.Concat(name.Split('_').Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
