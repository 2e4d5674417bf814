using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// Finds the mentions that X makes of a text. Checked against the vendor's own published library by recorded vectors; handles may be
/// longer than X's fifteen characters, because the emulated world's are agent ids.
/// </summary>
public static partial class MentionText
{
    /// <summary>The mentions of a text, in order; a mail address, a list (<c>@a/list</c>) and an at sign inside a word are none.</summary>
    public static List<FoundMention> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<FoundMention>();
        if (text.AsSpan().IndexOfAny('@', '\uff20') < 0)
        {
            return found;
        }

        for (var match = Candidate().Match(text); match.Success;)
        {
            var mention = match.Groups["mention"];
            var end = mention.Index + mention.Length;
            if (!NoMention().IsMatch(text.AsSpan(end)))
            {
                if (!match.Groups["list"].Success)
                {
                    found.Add(new FoundMention(mention.Index, mention.Length, match.Groups["handle"].Value));
                }

                end = match.Index + match.Length;
            }

            match = Candidate().Match(text, end);
        }

        return found;
    }

    /// <summary>The handles that a text names, without at sign, each once whatever its case, in the order of the text.</summary>
    public static List<string> Handles(string text) => [.. Find(text).Select(m => m.Handle).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether a text names a handle.</summary>
    /// <param name="text">The text.</param>
    /// <param name="handle">The handle, without at sign; case does not matter.</param>
    public static bool Names(string text, string handle) => Find(text).Exists(m => string.Equals(m.Handle, handle, StringComparison.OrdinalIgnoreCase));

    /// <summary>The text without its mentions and the spaces they leave: what somebody says once it is known to whom.</summary>
    public static string Without(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var mention in Enumerable.Reverse(Find(text)))
        {
            text = text.Remove(mention.Index, mention.Length);
        }

        return Spaces().Replace(text, " ").Trim();
    }

    [GeneratedRegex(
        @"(?:^|[^a-zA-Z0-9_!#$%&*@\uff20]|(?:^|[^a-zA-Z0-9_+~.\-])[rR][tT]:?)(?<mention>[@\uff20](?<handle>[a-zA-Z0-9_]{1,64}))(?<list>/[a-zA-Z][a-zA-Z0-9_\-]{0,24})?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Candidate();

    /// <summary>What after a handle makes it none: another at sign, a letter with an accent, the rest of an address.</summary>
    [GeneratedRegex(@"^(?:[@\uff20\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff]|://)", RegexOptions.CultureInvariant)]
    private static partial Regex NoMention();

    [GeneratedRegex(@"[ \t]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
