using PuppetEngine.Cli.Commands;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Gateway.Api.Cli.Import;

/// <summary>Each kind of source by itself: what it brings, that a repetition brings nothing, and that it can be taken back and brought again.</summary>
public sealed class ImportSourcesTests : IClassFixture<SharedGateway>, IDisposable
{
    private const string Memories = """
        {"agentId":"bo","coreMemories":[{"id":"c1","content":"The shop burned.","type":"core","timestamp":"2025-05-02T10:00:00.000Z","importance":1}],"recentEvents":[],"recentPosts":[],
        "relationships":{"cy":{"targetAgentId":"cy","sentiment":0.4,"familiarity":0.2,"trust":0.1}},"longTermMemories":[],"tweetHistory":[],"lastUpdated":"2025-05-07T10:00:00.000Z"}
        """;

    private readonly TestGateway _gateway;
    private readonly OldInstall _old = new();
    private readonly string _data = Directory.CreateTempSubdirectory("import-sources-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public ImportSourcesTests(SharedGateway shared) => _gateway = shared.Fresh();

    /// <summary>The source, memories it brings for bo, answered mentions, relationships.</summary>
    public static TheoryData<string, int, int, int> Sources => new()
    {
        { "agent file", 1, 0, 1 },
        { "memory file", 1, 0, 1 },
        { "mongoexport", 1, 0, 0 },
        { "mongoexport --jsonArray", 2, 0, 0 },
        { "bson memories", 1, 0, 0 },
        { "bson tweets", 1, 0, 0 },
        { "sqlite", 2, 0, 0 },
        { "token state", 1, 0, 0 },
        { "mongo tokens", 1, 0, 0 },
        { "processed ids", 0, 2, 0 },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_source_is_imported_once_taken_back_whole_and_imported_again(string source, int memories, int answered, int relationships)
    {
        Write(source);
        var isAgent = source == "agent file";
        if (!isAgent)
        {
            _gateway.Cluster.AddAgent("bo");
        }

        var before = Definition();
        await AppliedAsync(memories, answered, relationships, isAgent);
        var (commands, receipt, items) = (_gateway.Cluster.Commands.Count, File.ReadAllText(Receipt()), _gateway.Cluster.Memories("bo").Items.ToList());

        Assert.Equal(ExitCodes.Ok, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Contains("Nothing was changed", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal((commands, receipt), (_gateway.Cluster.Commands.Count, File.ReadAllText(Receipt())));
        Assert.Equal(items, _gateway.Cluster.Memories("bo").Items);

        Assert.Equal(ExitCodes.Ok, await RunAsync("import", "--undo", Path.GetFileNameWithoutExtension(Receipt())));
        Assert.Empty(_gateway.Cluster.Memories("bo").Items);
        Assert.Equal(isAgent ? (0, 0) : (Count(before, "answered_mentions"), Count(before, "relationships")), isAgent ? (0, 0) : (Count(Definition(), "answered_mentions"), Count(Definition(), "relationships")));

        await AppliedAsync(memories, answered, relationships, isAgent);
    }

    public void Dispose()
    {
        _old.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private void Write(string source)
    {
        switch (source)
        {
            case "agent file":
                _old.Text("config/agents/bo.json", """{"id":"bo","name":"Bo","personality":{"traits":["loud"]},"initial_memory":{"core_memories":["The shop burned."],"relationships":{"cy":{"sentiment":0.5}}}}""");
                break;
            case "memory file":
                _old.Text("data/memories/bo.json", Memories);
                break;
            case "mongoexport":
                _old.Text("agent-tweets.json", """{"_id":{"$oid":"681111111111111111111111"},"agentId":"bo","tweetId":"1","content":"Boo.","timestamp":{"$date":"2025-05-02T10:00:00Z"}}""" + "\n");
                break;
            case "mongoexport --jsonArray":
                _old.Text("agent-tweets.json", """[{"agentId":"bo","tweetId":"1","content":"Boo.","timestamp":1746180000000},{"agentId":"bo","tweetId":"2","content":"Boo again.","timestamp":1746180000000}]""");
                break;
            case "bson memories":
                _old.Bytes("agent-memories.bson", Bson.Document(
                    ("_id", new byte[12]), ("agentId", "bo"), ("coreMemories", (byte[][])[Bson.Document(("content", "The shop burned."), ("type", "core"), ("importance", 1.0))]), ("recentEvents", (byte[][])[]),
                    ("longTermMemories", (byte[][])[]), ("recentPosts", (byte[][])[]), ("relationships", Bson.Document())));
                break;
            case "bson tweets":
                _old.Bytes("agent-tweets.bson", Bson.Document(("agentId", "bo"), ("tweetId", "1"), ("content", "Boo."), ("timestamp", FakeCluster.Moment.AddYears(-1))));
                break;
            case "sqlite":
                _old.Port(("bo", "core", "The shop burned.", null, "2025-09-18T10:00:00", 1.0), ("bo", "core", "The shop burned.", null, "2025-09-19T10:00:00", 1.0), ("bo", "general", "It rained.", null, "2025-09-18T11:00:00", 4.0));
                break;
            case "token state":
                _old.Text("data/bo-token-state.json", """{"tokenLaunched":true,"tokenMintAddress":"So11111111111111111111111111111111111111112","launchDate":"2025-05-04T00:00:00.000Z"}""");
                break;
            case "mongo tokens":
                _old.Text("agent-tokens.json", """{"agentId":"bo","tokenLaunched":true,"tokenMintAddress":"So11111111111111111111111111111111111111112","launchDate":{"$date":"2025-05-04T00:00:00Z"}}""" + "\n");
                break;
            case "processed ids":
                // Ids alone name no agent: they go with the agents whose files are there.
                _old.Text("config/agents/bo.json", """{"id":"bo","name":"Bo"}""");
                _old.Text("data/processed_tweets.json", """["1900000000000000002","1900000000000000003"]""");
                break;
        }
    }

    private async Task AppliedAsync(int memories, int answered, int relationships, bool isAgent)
    {
        var code = await RunAsync("import", _old.Folder, "--apply");
        Assert.True(code == ExitCodes.Ok, $"{code}: {_error}{_output}");
        // The agent's own file brings its core memories by its definition, which plants them itself.
        Assert.Equal(isAgent ? 0 : memories, _gateway.Cluster.Memories("bo").Items.Count);
        Assert.Equal((answered, relationships), (Count(Definition(), "answered_mentions"), Count(Definition(), "relationships")));
    }

    private System.Text.Json.Nodes.JsonNode? Definition() =>
        _gateway.Cluster.Definitions.TryGetValue("bo", out var definition) ? System.Text.Json.Nodes.JsonNode.Parse(definition.Json)!["initial_memory"] : null;

    private static int Count(System.Text.Json.Nodes.JsonNode? memory, string name) => memory?[name] switch
    {
        System.Text.Json.Nodes.JsonArray list => list.Count,
        System.Text.Json.Nodes.JsonObject members => members.Count,
        _ => 0,
    };

    private string Receipt() => Assert.Single(Directory.GetFiles(Path.Combine(_data, "imports")));

    private Task<int> RunAsync(params string[] args)
    {
        _output.GetStringBuilder().Clear();
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PUPPET_URL"] = _gateway.Address, ["PUPPET_API_KEY"] = TestGateway.AdminKey, ["PUPPET_DATA_DIR"] = _data };
        return PuppetCommand.RunAsync(args, new CliTerminal(_output, _error, isTerminal: false, new VirtualTimeProvider(FakeCluster.Moment)), variables.GetValueOrDefault, null);
    }
}
