using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// The form in which a text that was sent and the same text read back from X are equal. X escapes HTML, wraps links as t.co, appends
/// links for media and for a quoted post, puts mentions before a reply, composes characters (NFC) and trims.
/// </summary>
public static partial class CanonicalText
{
    /// <summary>The canonical form of a text that X shows.</summary>
    /// <param name="text">The text as a timeline has it.</param>
    /// <param name="links">The links that X reports for it.</param>
    /// <param name="isReply">Whether the post answers another: its leading mentions are X's doing then.</param>
    /// <param name="quotedId">The post it quotes, whose appended link is dropped; null when it quotes none.</param>
    public static string OfShown(string text, IEnumerable<ShownLink> links, bool isReply, string? quotedId)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(links);
        text = WebUtility.HtmlDecode(text);
        foreach (var link in links)
        {
            text = text.Replace(link.Url, IsAppended(link, quotedId) ? "" : link.ExpandedUrl, StringComparison.Ordinal);
        }

        return OfSent(text, isReply);
    }

    /// <summary>The canonical form of a text that is sent: nothing is unescaped, since nothing was escaped.</summary>
    public static string OfSent(string text, bool isReply)
    {
        ArgumentNullException.ThrowIfNull(text);
        var canonical = text.Normalize(NormalizationForm.FormC).Trim();
        return isReply ? LeadingMentions().Replace(canonical, "").Trim() : canonical;
    }

    /// <summary>
    /// Makes two canonical texts comparable: X gives a link without a scheme one, and may fold white space. Texts that differ in no
    /// more than that are the same post.
    /// </summary>
    public static string MatchKey(string canonical)
    {
        ArgumentNullException.ThrowIfNull(canonical);
        return WhiteSpace().Replace(SlashAtEnd().Replace(Scheme().Replace(canonical, ""), ""), " ").Trim();
    }

    private static bool IsAppended(ShownLink link, string? quotedId) =>
        link.IsMedia
        || MediaLink().IsMatch(link.ExpandedUrl)
        || (quotedId is not null && StatusLink().Match(link.ExpandedUrl) is { Success: true } match && match.Groups[1].Value == quotedId);

    // All of it first: a text of nothing but mentions must not keep its last one, since X puts others before it.
    // With dashes and dots inside, as the emulated world's handles have them.
    [GeneratedRegex(@"^(?:@\w{1,64}(?:[.\-]\w+)*\s*)+$|^(?:@\w{1,64}(?:[.\-]\w+)*\s+)+(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingMentions();

    [GeneratedRegex(@"^https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/[^/]+/status/\d+/(?:photo|video)/\d+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex MediaLink();

    [GeneratedRegex(@"^https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/(?:[^/]+/status|i/web/status|i/status)/(\d+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex StatusLink();

    [GeneratedRegex(@"\bhttps?://", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"/(?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex SlashAtEnd();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpace();
}
