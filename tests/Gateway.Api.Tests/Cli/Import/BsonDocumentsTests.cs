using System.Text;
using PuppetEngine.Cli.Import;
using PuppetEngine.Cli.Import.Reading;

namespace PuppetEngine.Tests.Gateway.Api.Cli.Import;

public sealed class BsonDocumentsTests
{
    private static readonly byte[] Dump =
    [
        .. Bson.Document(("_id", new byte[12]), ("agentId", "ada"), ("coreMemories", new[] { Bson.Document(("content", "It rained."), ("importance", 0.5)) })),
        .. Bson.Document(("agentId", "bo"), ("n", 7), ("long", 1L << 40), ("ok", true), ("nothing", null), ("lastUpdated", new DateTimeOffset(2025, 5, 7, 0, 0, 0, TimeSpan.Zero))),
    ];

    [Fact]
    public void Read_gives_every_document_with_its_byte()
    {
        var documents = BsonDocuments.Read("dump.bson", Dump);
        Assert.Equal(["ada", "bo"], documents.Select(document => document.Text("agentId")));
        Assert.Equal("It rained.", documents[0].Body!["coreMemories"]![0]!["content"]!.GetValue<string>());
        Assert.Equal("2025-05-07T00:00:00.0000000+00:00", documents[1].Text("lastUpdated"));
        Assert.Equal(1L << 40, documents[1].Body!["long"]!.GetValue<long>());
        Assert.StartsWith("document 2 at byte ", documents[1].Place, StringComparison.Ordinal);
    }

    // The example of bsonspec.org: {"hello": "world"}.
    [Fact]
    public void Read_of_the_specifications_example_gives_its_member()
    {
        var document = Assert.Single(BsonDocuments.Read("x.bson", Convert.FromHexString("160000000268656c6c6f0006000000776f726c640000")));
        Assert.Equal("""{"hello":"world"}""", document.Body!.ToJsonString());
    }

    [Fact]
    public void Read_of_a_dump_cut_anywhere_is_refused_with_its_place_or_ends_at_a_document()
    {
        var whole = BsonDocuments.Read("dump.bson", Dump).Count;
        for (var length = 0; length < Dump.Length; length++)
        {
            try
            {
                Assert.True(BsonDocuments.Read("dump.bson", Dump.AsSpan(0, length)).Count < whole);
            }
            catch (ImportException error)
            {
                Assert.StartsWith("dump.bson", error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Read_of_any_changed_byte_gives_documents_or_a_refusal_and_nothing_else()
    {
        for (var i = 0; i < Dump.Length; i++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7F, 0x80, 0xFF })
            {
                var hostile = Dump.ToArray();
                hostile[i] = value;
                try
                {
                    Assert.NotEmpty(BsonDocuments.Read("dump.bson", hostile));
                }
                catch (ImportException error)
                {
                    Assert.DoesNotContain("rained", error.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void Read_of_a_deep_document_is_refused_by_its_depth()
    {
        var nested = Bson.Document();
        for (var i = 0; i < 5000; i++)
        {
            nested = Bson.Document(("a", nested));
        }

        Assert.Contains("deeper than 64", Assert.Throws<ImportException>(() => BsonDocuments.Read("deep.bson", nested)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_of_text_says_that_it_is_no_BSON()
    {
        var error = Assert.Throws<ImportException>(() => BsonDocuments.Read("x.bson", Encoding.UTF8.GetBytes("""{"agentId":"ada"}""")));
        Assert.Equal("document 1 at byte 0", error.Place);
        Assert.Contains("no BSON", error.Message, StringComparison.Ordinal);
    }
}
