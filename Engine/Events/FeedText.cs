using System.Net;
using System.Text;

namespace PuppetEngine.Engine.Events;

/// <summary>Makes plain text of what feeds carry: HTML, mostly.</summary>
internal static class FeedText
{
    /// <summary>
    /// The text without tags, scripts, styles, control and invisible characters, with single spaces, cut at a word where it is too long.
    /// </summary>
    public static string Plain(string html, int most)
    {
        var text = new StringBuilder(Math.Min(html.Length, most * 2));
        for (var at = 0; at < html.Length;)
        {
            if (html[at] != '<' || !IsTag(html, at))
            {
                text.Append(html[at++]);
                continue;
            }

            var end = Skipped(html, at) ?? html.IndexOf('>', at);
            text.Append(' ');
            at = end < 0 ? html.Length : end + 1;
        }

        var words = WebUtility.HtmlDecode(text.ToString()).Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? ' ' : c).Where(c => !IsInvisible(c));
        var plain = string.Join(' ', string.Concat(words).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (plain.Length <= most)
        {
            return plain;
        }

        var cut = plain.LastIndexOf(' ', most - 1);
        return plain[..(cut > most / 2 ? cut : WholeCharacters(plain, most - 1))] + "…";
    }

    private static bool IsTag(string html, int at) => at + 1 < html.Length && (char.IsAsciiLetter(html[at + 1]) || html[at + 1] is '/' or '!' or '?');

    /// <summary>Where a script or a style ends, whose content is no text; null for other tags.</summary>
    private static int? Skipped(string html, int at)
    {
        foreach (var name in (string[])["script", "style"])
        {
            if (string.Compare(html, at + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                var close = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
                return close < 0 ? html.Length : html.IndexOf('>', close);
            }
        }

        return null;
    }

    // Marks that hide text from a reader, or turn its direction: U+200B..U+200F, U+202A..U+202E, U+2060..U+206F, U+FEFF.
    private static bool IsInvisible(char c) => c is (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF';

    private static int WholeCharacters(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
