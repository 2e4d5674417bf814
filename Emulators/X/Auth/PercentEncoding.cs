using System.Globalization;
using System.Text;

namespace PuppetEngine.Emulators.X.Auth;

/// <summary>RFC 3986 encoding as OAuth 1.0a wants it: only letters, digits and <c>-._~</c> stay.</summary>
internal static class PercentEncoding
{
    public static string Encode(string value) => Uri.EscapeDataString(value);

    /// <summary>Decodes a form or query component: <c>+</c> is a space, a stray percent sign stays.</summary>
    public static string DecodeForm(ReadOnlySpan<char> value) => Decode(value, plusIsSpace: true);

    public static string Decode(ReadOnlySpan<char> value) => Decode(value, plusIsSpace: false);

    /// <summary>Splits <c>a=1&amp;b=2</c> into decoded pairs, in order.</summary>
    public static List<KeyValuePair<string, string>> ParseForm(ReadOnlySpan<char> form)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var range in form.Split('&'))
        {
            var part = form[range];
            if (part.IsEmpty)
            {
                continue;
            }

            var equals = part.IndexOf('=');
            var key = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? default : part[(equals + 1)..];
            pairs.Add(new(DecodeForm(key), DecodeForm(value)));
        }

        return pairs;
    }

    private static string Decode(ReadOnlySpan<char> value, bool plusIsSpace)
    {
        if (value.IndexOfAny('%', '+') < 0)
        {
            return value.ToString();
        }

        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
        var n = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length
                && byte.TryParse(value.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var b))
            {
                bytes[n++] = b;
                i += 2;
            }
            else if (value[i] == '+' && plusIsSpace)
            {
                bytes[n++] = (byte)' ';
            }
            else
            {
                var pair = char.IsHighSurrogate(value[i]) && i + 1 < value.Length ? 2 : 1;
                n += Encoding.UTF8.GetBytes(value.Slice(i, pair), bytes.AsSpan(n));
                i += pair - 1;
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, n);
    }
}
