using System.Text;
using System.Text.RegularExpressions;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>What X makes of the text it is sent, and what it compares to find a duplicate.</summary>
internal static partial class PostText
{
    /// <summary>NFC, trimmed and, in a reply, without the mentions at its head: those do not make a text another text.</summary>
    public static string Canonical(string text, bool reply)
    {
        var canonical = text.Normalize(NormalizationForm.FormC).Trim();
        return reply ? LeadingMentions().Replace(canonical, "") : canonical;
    }

    public static UInt128 Fingerprint(string text, ulong? parent, ulong? quoted) =>
        StableHash.Wide($"{parent}\n{quoted}\n{Canonical(text, parent is not null)}");

    /// <summary>Shows the text as X does. <paramref name="prefix"/> are the mentions X adds, with a space at the end.</summary>
    public static (string Text, List<XLink> Links) Show(string text, string prefix, string linkSalt)
    {
        var normalized = text.Normalize(NormalizationForm.FormC).Trim();
        var urls = UrlFinder.Find(normalized);
        var shown = new StringBuilder(prefix, normalized.Length + prefix.Length + 16);
        var links = new List<XLink>();
        var at = 0;
        foreach (var (index, length) in urls)
        {
            Escape(shown, normalized.AsSpan(at, index - at));
            var original = normalized.Substring(index, length);
            var expanded = original.Contains("://", StringComparison.Ordinal) ? original : "http://" + original;
            Link(shown, links, ShortUrl(linkSalt, links.Count), expanded, Display(expanded));
            at = index + length;
        }

        Escape(shown, normalized.AsSpan(at));
        return (shown.ToString(), links);
    }

    /// <summary>Appends the link that X adds for media or a quoted post.</summary>
    public static string AppendLink(string text, List<XLink> links, string salt, string expanded, string display)
    {
        var shown = new StringBuilder(text);
        if (shown.Length > 0)
        {
            shown.Append(' ');
        }

        Link(shown, links, ShortUrl(salt, links.Count), expanded, display);
        return shown.ToString();
    }

    /// <summary>The handles that a text names: the longest that somebody has, else what X would take.</summary>
    public static IEnumerable<string> Mentions(string text, XDirectory users) => MentionsAt(text, users).Select(m => m.Handle);

    /// <summary>The mentions of a text as shown, with their places in code points.</summary>
    public static IEnumerable<(int Start, int End, string Handle)> MentionsAt(string text, XDirectory users)
    {
        foreach (Match match in Mention().Matches(text))
        {
            var handle = Longest(match.Groups[1].Value, match.Groups["more"].Value, users);
            var start = text[..match.Index].EnumerateRunes().Count();
            yield return (start, start + handle.Length + 1, handle);
        }
    }

    public static IEnumerable<string> LeadingMentionsOf(string text, XDirectory users) => Mentions(LeadingMentions().Match(text).Value, users);

    private static string Longest(string plain, string more, XDirectory users)
    {
        for (var length = more.Length; length > 0; length = more.LastIndexOfAny(['.', '-'], length - 1))
        {
            if (users.ByHandle(plain + more[..length]) is { } account)
            {
                return account.Handle;
            }
        }

        return plain;
    }

    public static int Cashtags(string text) => Cashtag().Count(text);

    private static void Link(StringBuilder shown, List<XLink> links, string url, string expanded, string display)
    {
        var start = CodePoints(shown);
        shown.Append(url);
        links.Add(new XLink(start, start + url.Length, url, expanded, display));
    }

    private static void Escape(StringBuilder into, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => into.Append("&amp;"),
                '<' => into.Append("&lt;"),
                '>' => into.Append("&gt;"),
                _ => into.Append(c),
            };
        }
    }

    private static int CodePoints(StringBuilder text)
    {
        var n = 0;
        foreach (var chunk in text.GetChunks())
        {
            foreach (var c in chunk.Span)
            {
                n += char.IsLowSurrogate(c) ? 0 : 1;
            }
        }

        return n;
    }

    private static string ShortUrl(string salt, int index) => "https://t.co/" + StableHash.Token($"{salt}/{index}", 12)[..10];

    private static string Display(string expanded)
    {
        var bare = expanded[(expanded.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        return bare.Length <= 27 ? bare : bare[..26] + "…";
    }

    [GeneratedRegex(@"\A(?:@[A-Za-z0-9_]{1,64}(?:[.\-][A-Za-z0-9_]+)*\s+)+")]
    private static partial Regex LeadingMentions();

    /// <summary>A mention, and what of it is a handle of the emulated world only: agent ids have dashes and dots.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9_!#$%&*@＠])@([A-Za-z0-9_]{1,64})(?![A-Za-z0-9_@])(?<more>(?:[.\-][A-Za-z0-9_]+)*)")]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?<![^\s(])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?=$|\s|[\p{P}])")]
    private static partial Regex Cashtag();
}
