using System.Text;
using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>
/// Writes the JSON Schema (draft 2020-12) of definitions from <see cref="DefinitionFields"/>. Its text is kept as
/// <c>agents/agent.schema.json</c>, where editors find it; a test compares the two.
/// </summary>
public static class DefinitionSchema
{
    /// <summary>The schema, indented, with a newline at the end.</summary>
    public static string Write()
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, DefinitionJson.Indented))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            writer.WriteString("title", "Agent definition");
            writer.WriteString("description", "One autonomous persona. Every field but id may be left out; unknown fields are kept. Privileged fields are loosened only by a key with the scope admin.");
            writer.WriteString("type", "object");
            writer.WriteStartArray("required");
            writer.WriteStringValue("id");
            writer.WriteEndArray();
            Properties(writer, "");
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void Properties(Utf8JsonWriter writer, string path)
    {
        writer.WriteStartObject("properties");
        foreach (var field in DefinitionFields.Within(path))
        {
            writer.WriteStartObject(field.Name);
            Field(writer, field);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Field(Utf8JsonWriter writer, DefinitionField field)
    {
        writer.WriteString("description", field.Description);
        if (TypeOf(field.Kind) is { } type)
        {
            writer.WriteString("type", type);
        }

        switch (field.Kind)
        {
            case FieldKind.Section:
                Properties(writer, field.Path);
                break;
            case FieldKind.Choice:
                writer.WriteStartArray("enum");
                foreach (var choice in field.Choices)
                {
                    writer.WriteStringValue(choice);
                }

                writer.WriteEndArray();
                break;
            case FieldKind.Number or FieldKind.Whole:
                Bounds(writer, field);
                break;
            case FieldKind.TextList:
                Items(writer, () => writer.WriteString("type", "string"));
                break;
            case FieldKind.WholeList:
                Items(writer, () =>
                {
                    writer.WriteString("type", "integer");
                    Bounds(writer, field);
                });
                break;
            case FieldKind.EventList:
                Items(writer, () => Event(writer));
                break;
        }

        if (field.Default is { } fallback)
        {
            writer.WritePropertyName("default");
            writer.WriteRawValue(fallback);
        }

        if (field.Secret)
        {
            writer.WriteBoolean("writeOnly", true);
        }
    }

    private static void Bounds(Utf8JsonWriter writer, DefinitionField field)
    {
        if (field.Min is { } min)
        {
            writer.WriteNumber("minimum", min);
        }

        if (field.Max is { } max)
        {
            writer.WriteNumber("maximum", max);
        }
    }

    private static void Items(Utf8JsonWriter writer, Action item)
    {
        writer.WriteStartObject("items");
        item();
        writer.WriteEndObject();
    }

    private static void Event(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("type");
        writer.WriteStringValue("string");
        writer.WriteStringValue("object");
        writer.WriteEndArray();
        writer.WriteStartArray("required");
        writer.WriteStringValue("content");
        writer.WriteEndArray();
        writer.WriteStartObject("properties");
        writer.WriteStartObject("content");
        writer.WriteString("type", "string");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string? TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Text or FieldKind.Choice => "string",
        FieldKind.Flag => "boolean",
        FieldKind.Number => "number",
        FieldKind.Whole => "integer",
        FieldKind.TextList or FieldKind.WholeList or FieldKind.EventList => "array",
        FieldKind.Section or FieldKind.Map => "object",
        _ => null,
    };
}
