using System.Text;
using PuppetEngine.Engine.Events;

namespace PuppetEngine.Tests.Engine.Events;

public sealed class FeedReaderTests
{
    private static IReadOnlyList<FeedEntry> Read(string document) => FeedReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(document)));

    [Fact]
    public void Rss_gives_its_items_as_plain_text()
    {
        var entries = Read("""
            <?xml version="1.0"?>
            <rss version="2.0"><channel><title>Harbour news</title>
              <item><title>Ferry &amp; fog</title><link>https://example.org/1</link><guid isPermaLink="false">a-1</guid>
                <description><![CDATA[<p>The <b>ferry</b> waits.</p><script>alert(1)</script>]]></description>
                <pubDate>Fri, 20 Nov 2026 08:30:00 EST</pubDate></item>
              <item><title>No guid</title><link>javascript:alert(1)</link></item>
              <item><description>No title: passed over</description></item>
            </channel></rss>
            """);

        Assert.Equal(
            [
                new FeedEntry("a-1", "Ferry & fog", "The ferry waits.", new Uri("https://example.org/1"), new DateTimeOffset(2026, 11, 20, 13, 30, 0, TimeSpan.Zero)),
                new FeedEntry("javascript:alert(1)", "No guid", "", null, null),
            ],
            entries);
    }

    [Fact]
    public void Atom_gives_its_entries()
    {
        var entry = Assert.Single(Read("""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
              <entry><id>tag:example.org,2026:1</id><title type="html">Tide &lt;i&gt;tables&lt;/i&gt;</title>
                <link rel="self" href="https://example.org/self"/><link href="https://example.org/read"/>
                <updated>2026-11-20T08:00:00+01:00</updated><content type="html">&lt;p&gt;High at nine.&lt;/p&gt;</content></entry>
            </feed>
            """));

        Assert.Equal(new FeedEntry("tag:example.org,2026:1", "Tide tables", "High at nine.", new Uri("https://example.org/read"), new DateTimeOffset(2026, 11, 20, 7, 0, 0, TimeSpan.Zero)), entry);
    }

    [Fact]
    public void Rdf_gives_its_items() => Assert.Equal("Old style", Assert.Single(Read("""
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
          <item rdf:about="https://example.org/x"><title>Old style</title><link>https://example.org/x</link><dc:date>2026-11-20</dc:date></item>
        </rdf:RDF>
        """)).Title);

    [Fact]
    public void Entities_that_grow_or_read_files_are_refused()
    {
        Assert.Contains("DTD", Assert.Throws<FeedFormatException>(() => Read("""
            <!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>
            """)).Message);
        Assert.Contains("DTD", Assert.Throws<FeedFormatException>(() => Read("""
            <!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&f;</title></item></channel></rss>
            """)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<rss><channel>")]
    [InlineData("{\"not\": \"xml\"}")]
    [InlineData("<html><body>Not found</body></html>")]
    public void What_is_no_feed_says_so(string document) => Assert.Throws<FeedFormatException>(() => Read(document));

    [Fact]
    public void A_document_without_end_is_cut_off()
    {
        var endless = new StringBuilder("<rss><channel>");
        while (endless.Length < FeedReader.MaxCharacters + 1000)
        {
            endless.Append("<item><title>again and again and again and again and again</title></item>");
        }

        Assert.Throws<FeedFormatException>(() => Read(endless.Append("</channel></rss>").ToString()));
    }

    [Fact]
    public void Long_texts_end_at_a_word_and_hidden_characters_vanish()
    {
        var entry = Assert.Single(Read($"<rss><channel><item><title>ab\u200B\u202Ec {string.Join(' ', Enumerable.Repeat("word", 200))}</title></item></channel></rss>"));

        Assert.StartsWith("abc word", entry.Title);
        Assert.EndsWith("word…", entry.Title);
        Assert.InRange(entry.Title.Length, 200, 300);
    }

    [Fact]
    public void At_most_a_hundred_entries_are_taken() =>
        Assert.Equal(FeedReader.MaxEntries, Read($"<rss><channel>{string.Concat(Enumerable.Range(0, 150).Select(i => $"<item><title>t{i}</title></item>"))}</channel></rss>").Count);
}
