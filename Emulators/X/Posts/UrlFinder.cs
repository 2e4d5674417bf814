using System.Text.RegularExpressions;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Finds what X takes for a link: with a scheme, or a bare domain under a known top-level domain.</summary>
internal static partial class UrlFinder
{
    public readonly record struct Found(int Index, int Length);

    public static List<Found> Find(string text)
    {
        var found = new List<Found>();
        if (!MayHold(text))
        {
            return found;
        }

        for (var match = Candidate().Match(text); match.Success; match = match.NextMatch())
        {
            var domain = match.Groups["domain"];
            var kept = KnownDomainLength(domain.ValueSpan);
            if (kept == 0)
            {
                continue;
            }

            // A domain cut at its last known label has lost its path, as "example.com.nonsense/a" has.
            var end = kept == domain.Length ? match.Index + match.Length : domain.Index + kept;
            found.Add(new Found(match.Index, end - match.Index));
        }

        return found;
    }

    /// <summary>A link has a dot with a letter behind it; most posts end their sentences with a space, and are spared the search.</summary>
    private static bool MayHold(string text)
    {
        for (var dot = text.IndexOf('.', StringComparison.Ordinal); dot >= 0 && dot + 1 < text.Length; dot = text.IndexOf('.', dot + 1))
        {
            if (char.IsLetterOrDigit(text[dot + 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static int KnownDomainLength(ReadOnlySpan<char> domain)
    {
        while (true)
        {
            var dot = domain.LastIndexOf('.');
            if (dot <= 0)
            {
                return 0;
            }

            if (TopLevelDomains.Contains(domain[(dot + 1)..]))
            {
                return domain.Length;
            }

            domain = domain[..dot];
        }
    }

    [GeneratedRegex(
        """
        (?:(?<![A-Za-z0-9@＠$\#＃_])https?://(?<domain>(?:[\p{L}\p{Nd}](?:[\p{L}\p{Nd}_-]*[\p{L}\p{Nd}])?\.)+[\p{L}]{2,}(?![\p{L}\p{Nd}@]))
          |(?<![A-Za-z0-9@＠$\#＃_./-])(?<domain>(?:[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?![A-Za-z0-9@])))
        (?::[0-9]+)?
        (?:/(?:(?:[A-Za-z\u00C0-\u024F\u0400-\u04FF0-9!*';:=+,.$/%\#\[\]_~&|@-]|\([^\s()]*\))*(?:[A-Za-z\u00C0-\u024F\u0400-\u04FF0-9=_\#/+~-]|\([^\s()]*\)))?)?
        (?:\?[A-Za-z0-9!?*'@();:&=+$/%\#\[\]_.,~|-]*[A-Za-z0-9_&=\#/-])?
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Candidate();
}
