using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PuppetEngine.Engine.Llm.Structured;

/// <summary>
/// Reads what a model wrote where JSON was due, with the damage that models do: single or typographic quotes, names without quotes,
/// trailing or missing commas, comments, Python's <c>True</c>, <c>False</c> and <c>None</c>, line breaks inside strings, closing brackets left out.
/// A string that was cut is not mended: nobody knows how it went on.
/// </summary>
internal ref struct JsonMender
{
    private const int DepthLimit = 64;
    private readonly ReadOnlySpan<char> _text;
    private readonly Utf8JsonWriter _json;
    private int _at;

    private JsonMender(ReadOnlySpan<char> text, Utf8JsonWriter json)
    {
        _text = text;
        _json = json;
    }

    /// <summary>The first value of a text as proper JSON; null when there is none that can be mended.</summary>
    public static string? Mend(string text)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            var mender = new JsonMender(text, json);
            if (!mender.Value(0))
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private bool Value(int depth)
    {
        Skip();
        if (_at >= _text.Length || depth > DepthLimit)
        {
            return false;
        }

        var c = _text[_at];
        if (c == '{')
        {
            return Object(depth);
        }

        if (c == '[')
        {
            return Array(depth);
        }

        if (Closing(c) is { } close)
        {
            if (String(close) is not { } text)
            {
                return false;
            }

            _json.WriteStringValue(text);
            return true;
        }

        return Word();
    }

    private bool Object(int depth)
    {
        _at++;
        _json.WriteStartObject();
        while (true)
        {
            SkipWithCommas();
            if (_at >= _text.Length || _text[_at] == '}')
            {
                _at++;
                _json.WriteEndObject();
                return true;
            }

            var name = Closing(_text[_at]) is { } close ? String(close) : Bare();
            Skip();
            if (string.IsNullOrEmpty(name) || _at >= _text.Length || _text[_at] is not (':' or '='))
            {
                return false;
            }

            _at++;
            _json.WritePropertyName(name);
            if (!Value(depth + 1))
            {
                return false;
            }
        }
    }

    private bool Array(int depth)
    {
        _at++;
        _json.WriteStartArray();
        while (true)
        {
            SkipWithCommas();
            if (_at >= _text.Length || _text[_at] == ']')
            {
                _at++;
                _json.WriteEndArray();
                return true;
            }

            if (!Value(depth + 1))
            {
                return false;
            }
        }
    }

    private string? String(char close)
    {
        _at++;
        var text = new StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c == close || (close == '”' && c == '"'))
            {
                return text.ToString();
            }

            if (c != '\\')
            {
                text.Append(c);
                continue;
            }

            if (!Escape(text))
            {
                return null;
            }
        }

        return null;
    }

    private bool Escape(StringBuilder text)
    {
        if (_at >= _text.Length)
        {
            return false;
        }

        var c = _text[_at++];
        if (c == 'u' && _at + 4 <= _text.Length && ushort.TryParse(_text.Slice(_at, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
        {
            text.Append((char)code);
            _at += 4;
            return true;
        }

        text.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => c });
        return true;
    }

    private string Bare()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '$'))
        {
            _at++;
        }

        return _text[start.._at].ToString();
    }

    private bool Word()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '+' or '.'))
        {
            _at++;
        }

        var word = _text[start.._at];
        switch (word.ToString().ToLowerInvariant())
        {
            case "true":
                _json.WriteBooleanValue(true);
                return true;
            case "false":
                _json.WriteBooleanValue(false);
                return true;
            case "null" or "none" or "undefined" or "nan":
                _json.WriteNullValue();
                return true;
        }

        if (!decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        _json.WriteNumberValue(number);
        return true;
    }

    private void SkipWithCommas()
    {
        Skip();
        while (_at < _text.Length && _text[_at] == ',')
        {
            _at++;
            Skip();
        }
    }

    private void Skip()
    {
        while (_at < _text.Length)
        {
            var rest = _text[_at..];
            if (char.IsWhiteSpace(rest[0]) || rest[0] == '\uFEFF')
            {
                _at++;
            }
            else if (rest.StartsWith("//") || (rest[0] == '#'))
            {
                var end = rest.IndexOf('\n');
                _at = end < 0 ? _text.Length : _at + end;
            }
            else if (rest.StartsWith("/*"))
            {
                var end = rest.IndexOf("*/");
                _at = end < 0 ? _text.Length : _at + end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private static char? Closing(char open) => open switch { '"' => '"', '\'' => '\'', '“' => '”', '‘' => '’', _ => null };
}
