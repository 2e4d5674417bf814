using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Engine.Llm.Structured;

/// <summary>Follows a <c>$ref</c> inside its own document: <c>#</c>, <c>#/$defs/Name</c>, any JSON pointer.</summary>
internal static class SchemaReference
{
    /// <exception cref="FormatException">It leads nowhere, or out of the document.</exception>
    public static JsonElement Resolve(JsonElement root, string reference)
    {
        if (!reference.StartsWith('#'))
        {
            throw new FormatException("The schema refers to another document; put the definition into $defs.");
        }

        var at = root;
        foreach (var step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at.ValueKind switch
            {
                JsonValueKind.Object when at.TryGetProperty(name, out var member) => member,
                JsonValueKind.Array when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < at.GetArrayLength() => at[i],
                _ => throw new FormatException($"The schema's $ref '{reference}' leads nowhere."),
            };
        }

        return at;
    }
}
