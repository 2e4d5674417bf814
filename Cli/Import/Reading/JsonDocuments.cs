using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PuppetEngine.Cli.Import.Reading;

/// <summary>
/// Reads JSON as the originals and <c>mongoexport</c> write it: one value, a list, or one document after another. Extended JSON
/// (<c>$oid</c>, <c>$date</c>, <c>$numberLong</c> …) becomes plain.
/// </summary>
internal static class JsonDocuments
{
    private const int MaxDepth = 64;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The values of a file. A list of objects is taken apart; any other list stays one value.</summary>
    /// <exception cref="ImportException">It is cut off or no JSON; the message names the line.</exception>
    public static List<OldDocument> Read(string file, ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
        CheckText(file, bytes);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MaxDepth });
        List<OldDocument> documents = [];
        var (line, counted) = (1, 0);
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                line += bytes[counted..start].Count((byte)'\n');
                counted = start;
                using var document = JsonDocument.ParseValue(ref reader);
                Add(documents, file, line, document.RootElement);
            }
        }
        catch (JsonException error)
        {
            throw new ImportException(file, $"line {(error.LineNumber ?? 0) + 1}", Message(error));
        }
        catch (InvalidOperationException)
        {
            throw new ImportException(file, $"line {line}", "A text holds half of a character (a lone \\ud800 to \\udfff). Write the whole character, or take the record out.");
        }

        return documents.Count > 0 ? documents : throw new ImportException(file, "", "The file is empty. Leave it out, or take it anew from the old install.");
    }

    private static void CheckText(string file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            Strict.GetCharCount(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new ImportException(file, string.Create(CultureInfo.InvariantCulture, $"byte {error.Index}"), "This is not UTF-8, so it is no JSON of the original. Is it another kind of file, or saved in another encoding?");
        }
    }

    private static void Add(List<OldDocument> documents, string file, int line, JsonElement root)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"line {line}");
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() == 0 || root.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            documents.Add(new OldDocument(file, place, Plain(root)));
            return;
        }

        var number = 0;
        foreach (var item in root.EnumerateArray())
        {
            number++;
            documents.Add(new OldDocument(file, string.Create(CultureInfo.InvariantCulture, $"entry {number} of the list"), Plain(item)));
        }
    }

    private static JsonNode? Plain(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when Extended(element) is { } plain:
                return plain;
            case JsonValueKind.Object:
                var whole = new JsonObject();
                foreach (var member in element.EnumerateObject())
                {
                    // Of two members with one name the later counts, as in JavaScript.
                    whole[member.Name] = Plain(member.Value);
                }

                return whole;
            case JsonValueKind.Array:
                var list = new JsonArray();
                foreach (var item in element.EnumerateArray())
                {
                    list.Add(Plain(item));
                }

                return list;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }

    private static JsonNode? Extended(JsonElement element)
    {
        using var members = element.EnumerateObject();
        if (!members.MoveNext() || !members.Current.Name.StartsWith('$'))
        {
            return null;
        }

        var (name, value) = (members.Current.Name, members.Current.Value);
        if (members.MoveNext())
        {
            return null;
        }

        return (name, value.ValueKind) switch
        {
            ("$oid", JsonValueKind.String) => JsonValue.Create(value.GetString()),
            ("$date", _) => Plain(value),
            ("$numberInt" or "$numberLong" or "$numberDouble" or "$numberDecimal", JsonValueKind.String)
                when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
            _ => null,
        };
    }

    // The reader's own words, without the file's text, which may be a secret.
    private static string Message(JsonException error) => error.Message switch
    {
        var m when m.Contains("depth to be zero", StringComparison.OrdinalIgnoreCase) || m.Contains("end of data", StringComparison.OrdinalIgnoreCase) || m.Contains("end of string", StringComparison.OrdinalIgnoreCase)
            => "The file ends in the middle of a value: it was cut off. Take it anew from the old install.",
        var m when m.Contains("configured depth", StringComparison.OrdinalIgnoreCase) => $"Values are nested deeper than {MaxDepth}. This is no file of the original.",
        _ => string.Create(CultureInfo.InvariantCulture, $"This is no JSON: it breaks at column {(error.BytePositionInLine ?? 0) + 1}. Was the file cut off, or is it of another kind?"),
    };
}
