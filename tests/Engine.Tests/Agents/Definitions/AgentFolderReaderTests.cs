using System.Security.Cryptography;
using System.Text;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Tests.Engine.Agents.Definitions;

public sealed class AgentFolderReaderTests
{
    [Fact]
    public void One_bad_file_stops_no_other()
    {
        var reading = AgentFolderReader.Read(
        [
            new("c.json", """{"id":"cyd"}"""),
            new("a.json", "{ broken"),
            new("b.json", null, "access denied"),
            new("d.json", """{"id":"../d"}"""),
        ]);

        Assert.Equal(["a.json", "b.json", "c.json", "d.json"], reading.Files.Select(file => file.Name));
        Assert.Equal([true, true, false, true], reading.Files.Select(file => file.Problems.Exists(problem => problem.Fatal)));
        Assert.Contains("access denied", reading.Files[1].Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_leave_the_files_and_are_given_to_the_host()
    {
        var text = """{"id":"ada","twitter_credentials":{"apiKey":"CANARY"}}""";
        var reading = AgentFolderReader.Read([new("ada.json", text)]);

        Assert.Equal("""{"api_key":"CANARY"}""", reading.Credentials["x/ada"]);
        Assert.DoesNotContain("CANARY", reading.Files[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", reading.ToString(), StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), reading.Files[0].ContentHash);
    }

    [Fact]
    public void Of_two_files_with_one_id_the_first_keeps_its_secrets()
    {
        var reading = AgentFolderReader.Read(
        [
            new("b.json", """{"id":"ada","twitter_credentials":{"apiKey":"second"}}"""),
            new("a.json", """{"id":"ada","twitter_credentials":{"apiKey":"first"}}"""),
        ]);
        Assert.Equal("""{"api_key":"first"}""", reading.Credentials["x/ada"]);
    }

    [Theory]
    [InlineData("ada.json", true)]
    [InlineData("ADA.JSON", true)]
    [InlineData("agent.schema.json", false)]
    [InlineData(".ada.json", false)]
    [InlineData("ada.json~", false)]
    [InlineData("README.md", false)]
    public void Only_definitions_are_read(string name, bool read)
    {
        Assert.Equal(read, AgentFolderReader.IsDefinition(name));
        Assert.Equal(read ? 1 : 0, AgentFolderReader.Read([new(name, """{"id":"ada"}""")]).Files.Count);
    }
}
