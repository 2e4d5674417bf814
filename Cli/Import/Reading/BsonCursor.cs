using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PuppetEngine.Cli.Import.Reading;

/// <summary>Walks through one BSON document. Every length is checked against what is left before it is used.</summary>
internal ref struct BsonCursor(ReadOnlySpan<byte> bytes)
{
    private const int MaxDepth = 64;

    // What DateTimeOffset can hold, in milliseconds.
    private const long LastMoment = 253_402_300_799_999;
    private const long FirstMoment = -62_135_596_800_000;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private int _depth;

    /// <summary>The document as JSON.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public JsonObject Document()
    {
        var whole = new JsonObject();
        Members((name, value) => whole[name] = value);
        return whole;
    }

    private JsonArray List()
    {
        var list = new JsonArray();
        Members((_, value) => list.Add(value));
        return list;
    }

    private void Members(Action<string, JsonNode?> add)
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Documents are nested deeper than {MaxDepth}."));
        }

        var start = _at;
        var length = Int32();
        if (length < 5 || length > _bytes.Length - start)
        {
            throw new FormatException("A document within it has a wrong length.");
        }

        while (Take(1)[0] is var type && type != 0)
        {
            var name = CString();
            add(name, Value(type));
        }

        if (_at - start != length)
        {
            throw new FormatException("A document within it does not end where its length says.");
        }

        _depth--;
    }

    private JsonNode? Value(byte type)
    {
        switch (type)
        {
            case 0x01:
                var number = BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
                return double.IsFinite(number) ? JsonValue.Create(number) : null;
            case 0x02 or 0x0D or 0x0E:
                return JsonValue.Create(Text());
            case 0x03:
                return Document();
            case 0x04:
                return List();
            case 0x05:
                return Binary();
            case 0x07:
                return JsonValue.Create(Convert.ToHexStringLower(Take(12)));
            case 0x08:
                return JsonValue.Create(Take(1)[0] != 0);
            case 0x09:
                var moment = BinaryPrimitives.ReadInt64LittleEndian(Take(8));
                return moment is >= FirstMoment and <= LastMoment ? JsonValue.Create(DateTimeOffset.UnixEpoch.AddMilliseconds(moment).ToString("o", CultureInfo.InvariantCulture)) : null;
            case 0x06 or 0x0A or 0x7F or 0xFF:
                return null;
            case 0x0B:
                CString();
                CString();
                return null;
            case 0x10:
                return JsonValue.Create(Int32());
            case 0x11 or 0x12:
                return JsonValue.Create(BinaryPrimitives.ReadInt64LittleEndian(Take(8)));
            case 0x13:
                // The originals store no decimals; what it says is kept by nobody.
                Take(16);
                return null;
            default:
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"A value has the type 0x{type:x2}, which the original never wrote."));
        }
    }

    // Only a UUID means something here: the others are nothing that a memory is made of.
    private JsonNode? Binary()
    {
        var length = Int32();
        var kind = Take(1)[0];
        var bytes = Take(length);
        return kind == 4 && length == 16 ? JsonValue.Create(new Guid(bytes, bigEndian: true).ToString()) : null;
    }

    private string Text()
    {
        var length = Int32();
        if (length < 1)
        {
            throw new FormatException("A text has a wrong length.");
        }

        var bytes = Take(length);
        return bytes[^1] == 0 ? Decode(bytes[..^1]) : throw new FormatException("A text does not end where its length says.");
    }

    private string CString()
    {
        var length = _bytes[_at..].IndexOf((byte)0);
        if (length < 0)
        {
            throw new FormatException("A name does not end.");
        }

        var name = Decode(Take(length));
        _at++;
        return name;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("A text is not UTF-8.");
        }
    }

    private int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _bytes.Length - _at)
        {
            throw new FormatException("A value is longer than its document.");
        }

        var taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }
}
