using System.Text;
using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>A JSON value that knows the line it stands on, so that a problem can name it.</summary>
internal sealed class DocumentNode
{
    /// <summary>The value's kind.</summary>
    public required JsonValueKind Kind { get; set; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The text of a string; the digits of a number.</summary>
    public string Text { get; set; } = "";

    /// <summary>The members of an object in the text's order; a repeated name keeps its first place and its last value.</summary>
    public List<KeyValuePair<string, DocumentNode>> Members { get; } = [];

    /// <summary>The elements of an array.</summary>
    public List<DocumentNode> Items { get; } = [];

    /// <summary>Names that stood twice in one object, with the line of the later one.</summary>
    public List<(string Name, int Line)> Repeated { get; } = [];

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">The text is no JSON; the exception has the line.</exception>
    public static DocumentNode Read(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json.StartsWith('\uFEFF') ? json[1..] : json);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 32 });
        var lines = new LineCounter(bytes);
        reader.Read();
        var root = Value(ref reader, lines);
        reader.Read();
        return root;
    }

    /// <summary>The member of a name; null when there is none.</summary>
    public DocumentNode? Member(string name)
    {
        foreach (var member in Members)
        {
            if (member.Key == name)
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>What lies at a path of names with dots; null when nothing does, or a null.</summary>
    public DocumentNode? Find(string path)
    {
        var node = this;
        foreach (var part in path.Split('.'))
        {
            if (node.Member(part) is not { } next)
            {
                return null;
            }

            node = next;
        }

        return node.Kind == JsonValueKind.Null ? null : node;
    }

    /// <summary>Writes the value in one line.</summary>
    public string Write()
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, DefinitionJson.Writing))
        {
            WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var (name, value) in Members)
                {
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                Items.ForEach(item => item.WriteTo(writer));
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text);
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Text);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBooleanValue(Kind == JsonValueKind.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static DocumentNode Value(ref Utf8JsonReader reader, LineCounter lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, lines, line);
            case JsonTokenType.StartArray:
                var array = new DocumentNode { Kind = JsonValueKind.Array, Line = line };
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Items.Add(Value(ref reader, lines));
                }

                return array;
            case JsonTokenType.String:
                return new DocumentNode { Kind = JsonValueKind.String, Line = line, Text = reader.GetString()! };
            case JsonTokenType.Number:
                return new DocumentNode { Kind = JsonValueKind.Number, Line = line, Text = Encoding.UTF8.GetString(reader.ValueSpan) };
            case JsonTokenType.True:
                return new DocumentNode { Kind = JsonValueKind.True, Line = line };
            case JsonTokenType.False:
                return new DocumentNode { Kind = JsonValueKind.False, Line = line };
            default:
                return new DocumentNode { Kind = JsonValueKind.Null, Line = line };
        }
    }

    private static DocumentNode Object(ref Utf8JsonReader reader, LineCounter lines, int line)
    {
        var node = new DocumentNode { Kind = JsonValueKind.Object, Line = line };
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            var value = Value(ref reader, lines);
            if (places.TryGetValue(name, out var place))
            {
                node.Members[place] = new(name, value);
                node.Repeated.Add((name, value.Line));
                continue;
            }

            places.Add(name, node.Members.Count);
            node.Members.Add(new(name, value));
        }

        return node;
    }

    private sealed class LineCounter(byte[] bytes)
    {
        private int _counted;
        private int _line = 1;

        public int At(long index)
        {
            for (; _counted < index; _counted++)
            {
                if (bytes[_counted] == (byte)'\n')
                {
                    _line++;
                }
            }

            return _line;
        }
    }
}
