using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace PuppetEngine.Engine.Events;

/// <summary>
/// Reads RSS 2.0, RSS 1.0 (RDF) and Atom 1.0. The document comes from a stranger: no DTD and so no entities, bounds on size and number,
/// and markup becomes plain text.
/// </summary>
public static class FeedReader
{
    /// <summary>Entries of one reading; what a feed has beyond is older.</summary>
    public const int MaxEntries = 100;

    /// <summary>Characters of a document.</summary>
    public const int MaxCharacters = 4 * 1024 * 1024;

    private const int MaxTitle = 300;
    private const int MaxSummary = 2000;

    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";

    /// <summary>The entries of a document, in its order.</summary>
    /// <exception cref="FeedFormatException">It is no feed, or one that is not read: the message says why.</exception>
    public static IReadOnlyList<FeedEntry> Read(Stream document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            MaxCharactersFromEntities = 1,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using var reader = XmlReader.Create(document, settings);
            var root = XDocument.Load(reader).Root!;
            var entries = root.Name.LocalName switch
            {
                "rss" or "RDF" => root.Descendants().Where(e => e.Name.LocalName == "item").Select(FromRss),
                "feed" => root.Elements().Where(e => e.Name.LocalName == "entry").Select(FromAtom),
                var other => throw new FeedFormatException($"The document is <{Shorten(other, 40)}>, not RSS or Atom."),
            };
            return [.. entries.Where(e => e.Title.Length > 0).Take(MaxEntries)];
        }
        catch (XmlException e)
        {
            throw new FeedFormatException(
                e.Message.Contains("DTD", StringComparison.Ordinal)
                    ? "The document has a DTD, which is not read: entities can be made to grow without bound or to read files."
                    : $"The document is not well-formed XML (line {e.LineNumber}), or longer than {MaxCharacters} characters.",
                e);
        }
    }

    private static FeedEntry FromRss(XElement item)
    {
        var link = Text(item, "link");
        var title = FeedText.Plain(Text(item, "title"), MaxTitle);
        return new FeedEntry(
            Text(item, "guid") is { Length: > 0 } guid ? guid : link.Length > 0 ? link : title,
            title,
            FeedText.Plain(Text(item, "description"), MaxSummary),
            Web(link),
            Time(Text(item, "pubDate") is { Length: > 0 } published ? published : item.Element(Dublin + "date")?.Value));
    }

    private static FeedEntry FromAtom(XElement entry)
    {
        var links = entry.Elements().Where(e => e.Name.LocalName == "link").ToList();
        var link = links.Find(l => (string?)l.Attribute("rel") is null or "alternate") ?? links.FirstOrDefault();
        var title = FeedText.Plain(Text(entry, "title"), MaxTitle);
        return new FeedEntry(
            Text(entry, "id") is { Length: > 0 } id ? id : title,
            title,
            FeedText.Plain(Text(entry, "summary") is { Length: > 0 } summary ? summary : Text(entry, "content"), MaxSummary),
            Web((string?)link?.Attribute("href") ?? ""),
            Time(Text(entry, "published") is { Length: > 0 } published ? published : Text(entry, "updated")));
    }

    private static string Text(XElement parent, string name) => parent.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim() ?? "";

    private static Uri? Web(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && link.Length <= 2000 ? uri : null;

    // RFC 822 names zones that .NET does not know; those that feeds really use are offsets of their own.
    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(Zoned(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    private static string? Zoned(string? text) => text?.Trim() switch
    {
        null => null,
        var t when t.EndsWith(" UT", StringComparison.Ordinal) => t[..^2] + "+00:00",
        var t when t.EndsWith(" EST", StringComparison.Ordinal) => t[..^3] + "-05:00",
        var t when t.EndsWith(" EDT", StringComparison.Ordinal) => t[..^3] + "-04:00",
        var t when t.EndsWith(" PST", StringComparison.Ordinal) => t[..^3] + "-08:00",
        var t when t.EndsWith(" PDT", StringComparison.Ordinal) => t[..^3] + "-07:00",
        var t => t,
    };

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..length];
}
