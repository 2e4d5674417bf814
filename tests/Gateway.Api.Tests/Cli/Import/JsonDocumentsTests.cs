using System.Text;
using PuppetEngine.Cli.Import;
using PuppetEngine.Cli.Import.Reading;

namespace PuppetEngine.Tests.Gateway.Api.Cli.Import;

public sealed class JsonDocumentsTests
{
    [Fact]
    public void Read_of_one_document_per_line_tells_each_ones_line()
    {
        var documents = Read("{\"agentId\":\"ada\"}\n\n{\"agentId\":\"bo\"}\n");
        Assert.Equal([("line 1", "ada"), ("line 3", "bo")], documents.Select(document => (document.Place, document.Text("agentId")!)));
    }

    [Fact]
    public void Read_of_a_list_of_objects_takes_it_apart()
    {
        var documents = Read("""[{"agentId":"ada"},{"agentId":"bo"}]""");
        Assert.Equal(["entry 1 of the list", "entry 2 of the list"], documents.Select(document => document.Place));
    }

    [Fact]
    public void Read_makes_extended_JSON_plain()
    {
        var document = Assert.Single(Read("""{"_id":{"$oid":"665f"},"at":{"$date":"2025-05-07T00:00:00Z"},"then":{"$date":{"$numberLong":"1746180000000"}},"n":{"$numberInt":"7"}}"""));
        Assert.Equal("""{"_id":"665f","at":"2025-05-07T00:00:00Z","then":1746180000000,"n":7}""", document.Body!.ToJsonString());
    }

    [Fact]
    public void Read_of_a_member_that_stands_twice_takes_the_later() =>
        Assert.Equal("two", Assert.Single(Read("""{"agentId":"one","agentId":"two"}""")).Text("agentId"));

    [Fact]
    public void Read_of_a_file_with_a_byte_order_mark_reads_it() =>
        Assert.Equal("ada", Assert.Single(JsonDocuments.Read("x.json", [.. Encoding.UTF8.Preamble, .. "{\"agentId\":\"ada\"}"u8])).Text("agentId"));

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":\"secret te", "line 2", "cut off")]
    [InlineData("[{\"a\":1},", "line 1", "cut off")]
    [InlineData("{\"a\":1}\n{\"a\" 1}", "line 2", "no JSON")]
    [InlineData("", "", "empty")]
    [InlineData("<xml/>", "line 1", "no JSON")]
    [InlineData("{\"a\":\"\\ud800\"}", "line 1", "half of a character")]
    public void Read_of_a_broken_file_names_file_and_place(string text, string place, string says)
    {
        var error = Assert.Throws<ImportException>(() => Read(text));
        Assert.Equal(("x.json", place), (error.File, error.Place));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_of_bytes_that_are_no_text_is_refused() =>
        Assert.Contains("not UTF-8", Assert.Throws<ImportException>(() => JsonDocuments.Read("x.json", [0x7B, 0xFF, 0xFE])).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_of_deep_nesting_is_refused() =>
        Assert.Contains("deeper", Assert.Throws<ImportException>(() => Read(new string('[', 100_000))).Message, StringComparison.Ordinal);

    private static List<OldDocument> Read(string text) => JsonDocuments.Read("x.json", Encoding.UTF8.GetBytes(text));
}
