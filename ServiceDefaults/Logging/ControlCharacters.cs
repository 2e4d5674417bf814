using System.Globalization;
using System.Text;

namespace PuppetEngine.ServiceDefaults.Logging;

/// <summary>Makes outside text harmless where it is printed: what could move a cursor, colour a terminal or fake a line is shown as an escape.</summary>
public static class ControlCharacters
{
    /// <summary>
    /// The text with control characters (C0, delete, C1), line and paragraph separators and bidirectional overrides as
    /// <c>\n</c>, <c>\t</c>, <c>\r</c> or <c>\uXXXX</c>.
    /// </summary>
    /// <param name="text">Any text; the same instance is returned when nothing needs an escape.</param>
    /// <param name="keepLines">Leaves <c>\n</c> and <c>\t</c> as they are.</param>
    public static string Escape(string text, bool keepLines = false)
    {
        var first = 0;
        while (first < text.Length && !Needs(text[first], keepLines))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16).Append(text, 0, first);
        foreach (var letter in text.AsSpan(first))
        {
            _ = letter switch
            {
                _ when !Needs(letter, keepLines) => escaped.Append(letter),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                _ => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
            };
        }

        return escaped.ToString();
    }

    private static bool Needs(char letter, bool keepLines) => letter switch
    {
        '\n' or '\t' => !keepLines,
        < ' ' or (>= '\u007f' and <= '\u009f') => true,
        '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => true,
        _ => false,
    };
}
