using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Emulators.Llm.Schema;

/// <summary>
/// Writes a value that is valid under a JSON Schema: type, properties, required, enum, const, items, prefixItems, bounds of numbers,
/// lengths and counts, pattern (a common subset), format, anyOf, oneOf, allOf, $ref and $defs. What it writes depends on schema and salt alone.
/// </summary>
/// <param name="root">The whole schema, to which references point.</param>
/// <param name="prose">The text for a string property: its name and a salt.</param>
internal sealed class SchemaWriter(JsonElement root, Func<string, ulong, string> prose)
{
    /// <summary>From this depth on the smallest valid value is written, so that recursive schemas end.</summary>
    private const int DeepEnough = 5;

    private const int TooDeep = 60;

    public void Write(Utf8JsonWriter w, ulong salt, string name = "text") => Write(w, root, name, salt, 0);

    private void Write(Utf8JsonWriter w, JsonElement schema, string name, ulong salt, int depth)
    {
        if (depth > TooDeep)
        {
            throw new FormatException($"The schema never ends: '{name}' requires itself.");
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            WriteString(w, default, name, salt);
            return;
        }

        schema = SchemaView.Resolve(schema, root);
        if (schema.TryGetProperty("const", out var constant))
        {
            constant.WriteTo(w);
        }
        else if (schema.TryGetProperty("enum", out var options) && options.GetArrayLength() > 0)
        {
            options[(int)(StableHash.Mix(salt) % (ulong)options.GetArrayLength())].WriteTo(w);
        }
        else if (Alternatives(schema) is { } alternatives)
        {
            Write(w, SchemaView.Merge(schema, Pick(alternatives, salt, depth)), name, StableHash.Mix(salt + 1), depth + 1);
        }
        else
        {
            WriteType(w, schema, SchemaView.TypeOf(schema, preferNull: depth >= DeepEnough), name, salt, depth);
        }
    }

    private void WriteType(Utf8JsonWriter w, JsonElement schema, string type, string name, ulong salt, int depth)
    {
        switch (type)
        {
            case "object": WriteObject(w, schema, salt, depth); break;
            case "array": WriteArray(w, schema, name, salt, depth); break;
            case "integer": w.WriteNumberValue(SchemaNumbers.Integer(schema, name, salt)); break;
            case "number": WriteNumber(w, schema, name, salt); break;
            case "boolean": w.WriteBooleanValue(SchemaNames.Answer(name, salt)); break;
            case "null": w.WriteNullValue(); break;
            default: WriteString(w, schema, name, salt); break;
        }
    }

    private void WriteObject(Utf8JsonWriter w, JsonElement schema, ulong salt, int depth)
    {
        var required = SchemaView.Required(schema);
        var written = new HashSet<string>();
        w.WriteStartObject();
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject().Where(p => depth < DeepEnough || required.Contains(p.Name)))
            {
                if (!written.Add(property.Name))
                {
                    continue;
                }

                w.WritePropertyName(property.Name);
                Write(w, property.Value, property.Name, StableHash.Of(property.Name, salt), depth + 1);
            }
        }

        var additional = schema.TryGetProperty("additionalProperties", out var a) && a.ValueKind == JsonValueKind.Object ? a : default;
        foreach (var missing in required.Where(written.Add))
        {
            w.WritePropertyName(missing);
            Write(w, additional, missing, StableHash.Of(missing, salt), depth + 1);
        }

        var least = SchemaView.Whole(schema, "minProperties") ?? (written.Count == 0 && additional.ValueKind == JsonValueKind.Object && depth < DeepEnough ? 1 : 0);
        for (var i = 1; written.Count < least; i++)
        {
            var extra = string.Create(CultureInfo.InvariantCulture, $"item_{i}");
            if (written.Add(extra))
            {
                w.WritePropertyName(extra);
                Write(w, additional, extra, StableHash.Of(extra, salt), depth + 1);
            }
        }

        w.WriteEndObject();
    }

    private void WriteArray(Utf8JsonWriter w, JsonElement schema, string name, ulong salt, int depth)
    {
        var least = SchemaView.Whole(schema, "minItems") ?? 0;
        var most = SchemaView.Whole(schema, "maxItems") ?? Math.Max(least, 3);
        var count = depth >= DeepEnough ? least : Math.Clamp(least + (int)(StableHash.Mix(salt) % 3), Math.Min(1, most), most);
        count = Math.Max(count, least);
        var prefix = schema.TryGetProperty("prefixItems", out var p) && p.ValueKind == JsonValueKind.Array ? [.. p.EnumerateArray()] : new List<JsonElement>();
        var closed = schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.False;
        count = closed ? Math.Min(count, prefix.Count) : count;
        var unique = schema.TryGetProperty("uniqueItems", out var u) && u.ValueKind == JsonValueKind.True;
        var seen = new HashSet<string>();
        w.WriteStartArray();
        for (var i = 0; i < count; i++)
        {
            var item = i < prefix.Count ? prefix[i] : items;
            var text = Item(item, name, salt, i, depth, unique ? seen : null);
            if (text is null)
            {
                break;
            }

            w.WriteRawValue(text);
        }

        w.WriteEndArray();
    }

    /// <summary>One item as JSON text; another than those seen where they must differ, and null where none is left.</summary>
    private string? Item(JsonElement schema, string name, ulong salt, int index, int depth, HashSet<string>? seen)
    {
        const int Tries = 64;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var draw = StableHash.Mix(salt ^ (((ulong)index + 1) * 0x9e3779b97f4a7c15) ^ ((ulong)attempt << 32));
            var bytes = Http.JsonBytes.Write(w => Write(w, schema, SchemaNames.Singular(name), draw, depth + 1));
            var text = System.Text.Encoding.UTF8.GetString(bytes);
            if (seen is null || seen.Add(text))
            {
                return text;
            }
        }

        return null;
    }

    private static void WriteNumber(Utf8JsonWriter w, JsonElement schema, string name, ulong salt)
    {
        var number = SchemaNumbers.Number(schema, name, salt);
        w.WriteRawValue(number.ToString("0.################", CultureInfo.InvariantCulture));
    }

    private void WriteString(Utf8JsonWriter w, JsonElement schema, string name, ulong salt) =>
        w.WriteStringValue(SchemaStrings.Create(schema, name, salt, prose));

    private static List<JsonElement>? Alternatives(JsonElement schema)
    {
        foreach (var key in (string[])["anyOf", "oneOf"])
        {
            if (schema.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0)
            {
                return [.. list.EnumerateArray()];
            }
        }

        return null;
    }

    /// <summary>Any alternative but null while there is room; the smallest when it grows too deep.</summary>
    private JsonElement Pick(List<JsonElement> alternatives, ulong salt, int depth)
    {
        bool IsNull(JsonElement e) => SchemaView.TypeOf(SchemaView.Resolve(e, root), preferNull: false) == "null";
        if (depth >= DeepEnough)
        {
            var simple = alternatives.FindIndex(IsNull);
            var plain = simple >= 0 ? simple : alternatives.FindIndex(e => !SchemaView.Refers(e));
            return alternatives[Math.Max(0, plain)];
        }

        var rich = alternatives.Where(e => !IsNull(e)).ToList();
        return rich.Count > 0 ? rich[(int)(StableHash.Mix(salt) % (ulong)rich.Count)] : alternatives[0];
    }
}
