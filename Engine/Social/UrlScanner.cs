using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// Finds what X makes a link of: addresses with http or https, and bare domains under a real top-level domain. Checked against the
/// vendor's own published library by recorded vectors.
/// </summary>
public static class UrlScanner
{
    private const int LongestUrl = 4_096;
    private const int LongestLabel = 63;
    private const int LongestShortSlug = 40;

    /// <summary>Letters with accents that X takes in bare domains and paths.</summary>
    private const string Accented = @"\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff";

    private const string Cyrillic = @"\u0400-\u04ff";

    /// <summary>A character of a domain's label: no punctuation, no space, no control of direction.</summary>
    private const string Label = @"[^\s!'#%&()*+,\-./:;<=>?@\[\]^_{|}~$\\\u0000-\u001f\u007f-\u00a0\u202a-\u202e\u2066-\u2069\ufffe\ufeff\uffff\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";

    // Atomic: a run of letters is one label or none, so that no text makes the search try every way to cut it.
    private const string Subdomain = "(?>" + Label + "+(?:[_-]+" + Label + "+)*)";
    private const string Name = "(?>" + Label + "+(?:-+" + Label + "+)*)";

    private const string General = @"[a-z0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&" + Accented + Cyrillic + "]";
    private const string Balanced = @"\((?:" + General + "+|" + General + @"*\(" + General + @"+\)" + General + @"*)\)";
    private const string End = @"(?:[a-z0-9=_#/+\-" + Accented + Cyrillic + "]|(?:" + Balanced + "))";
    private const string Path = "/(?:(?:" + General + "*(?:" + Balanced + General + "*)*" + End + ")|(?:@" + General + "+/))?";
    private const string Query = @"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly string Top = "(?:" + string.Join('|', TopLevelDomains.All.OrderByDescending(t => t.Length).Select(Regex.Escape)) + @"|xn--[0-9a-z\-]+)(?=[^0-9a-z@+\-]|$)";

    private static readonly Regex Candidate = new(
        @"(?<before>[^a-z0-9@\uff20$#\uff03]|^)(?<url>(?<protocol>https?://)?(?<domain>(?:" + Subdomain + @"\.)*" + Name + @"\." + Top + @")(?::[0-9]+)?(?<path>" + Path + ")?(?:" + Query + ")?)",
        Options);

    private static readonly Regex Bare = new(@"(?:[\-a-z0-9" + Accented + @"]+\.)+" + Top, Options);
    private static readonly Regex Short = new(@"^https?://t\.co/([a-z0-9]+)(?:" + Query + ")?", Options);
    private static readonly IdnMapping Idn = new();

    /// <summary>The links of a text, in order, as they stand in it.</summary>
    /// <param name="text">The text, in NFC.</param>
    public static List<FoundUrl> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<FoundUrl>();
        if (!MayHold(text))
        {
            return found;
        }

        for (var match = Candidate.Match(text); match.Success; match = Candidate.Match(text, Math.Max(match.Index + match.Length, 1)))
        {
            var url = match.Groups["url"];
            var domain = match.Groups["domain"];
            if (url.Length > LongestUrl || !HasValidLabels(domain.Value))
            {
                continue;
            }

            if (match.Groups["protocol"].Success)
            {
                WithProtocol(url, found);
            }
            else if (match.Groups["before"].Value is not ("-" or "_" or "." or "/"))
            {
                WithoutProtocol(text, url, domain, match.Groups["path"], found);
            }
        }

        return found;
    }

    /// <summary>Whether a top-level domain could stand anywhere: most texts have no point between two characters, and the search is not begun.</summary>
    private static bool MayHold(string text)
    {
        for (var at = text.IndexOf('.', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('.', at + 1))
        {
            // No top-level domain begins with a space, a digit or a sign; what is not ASCII is left to the search.
            if (at > 0 && !char.IsWhiteSpace(text[at - 1]) && (char.IsAsciiLetter(text[at + 1]) || (!char.IsAscii(text[at + 1]) && !char.IsWhiteSpace(text[at + 1]))))
            {
                return true;
            }
        }

        return false;
    }

    private static void WithProtocol(Group url, List<FoundUrl> found)
    {
        var length = url.Length;
        if (Short.Match(url.Value) is { Success: true } shortened)
        {
            if (shortened.Groups[1].Length > LongestShortSlug)
            {
                return;
            }

            length = shortened.Length;
        }

        found.Add(new FoundUrl(url.Index, length, url.Value[..length]));
    }

    /// <summary>Of a bare domain only the part in Latin letters links; a path belongs to the last one found.</summary>
    private static void WithoutProtocol(string text, Group url, Group domain, Group path, List<FoundUrl> found)
    {
        var matches = Bare.Matches(domain.Value);
        for (var i = 0; i < matches.Count; i++)
        {
            var start = domain.Index + matches[i].Index;
            var end = i == matches.Count - 1 && path.Length > 0 ? url.Index + url.Length : start + matches[i].Length;
            found.Add(new FoundUrl(start, end - start, text[start..end]));
        }
    }

    private static bool HasValidLabels(string domain)
    {
        foreach (var label in domain.Split('.'))
        {
            var ascii = label;
            if (!Ascii.IsValid(label))
            {
                try
                {
                    ascii = Idn.GetAscii(label);
                }
                catch (ArgumentException)
                {
                    // No name that a resolver takes, as one with an emoji before its letters: the letters alone may still link.
                    continue;
                }
            }

            if (ascii.Length > LongestLabel)
            {
                return false;
            }
        }

        return true;
    }
}
