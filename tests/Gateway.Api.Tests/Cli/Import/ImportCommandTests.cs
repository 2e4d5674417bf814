using System.Text.Json.Nodes;
using PuppetEngine.Cli.Commands;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Gateway.Api.Cli.Import;

/// <summary><c>puppet import</c> against the real gateway.</summary>
public sealed class ImportCommandTests : IClassFixture<SharedGateway>, IDisposable
{
    private readonly TestGateway _gateway;
    private readonly OldInstall _old = OldInstall.Whole();
    private readonly string _data = Directory.CreateTempSubdirectory("import-data-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public ImportCommandTests(SharedGateway shared) => _gateway = shared.Fresh();

    [Fact]
    public async Task Import_alone_shows_the_report_and_sends_nothing()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync("import", _old.Folder));
        Assert.Contains("This was a dry run", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_gateway.Cluster.Agents);
        Assert.Empty(Directory.GetFiles(_data, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Apply_makes_agents_and_memories_once_however_often_it_is_run()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Equal(["ada-agent", "bo"], _gateway.Cluster.Agents.Keys);
        var first = _gateway.Cluster.Memories("ada-agent").Items.ToList();
        Assert.Equal(5, first.Count);
        Assert.Contains("2 agents and 5 memories imported", _output.ToString(), StringComparison.Ordinal);
        var (commands, receipt) = (_gateway.Cluster.Commands.Count, File.ReadAllText(Receipt()));

        Assert.Equal(ExitCodes.Ok, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Contains("Nothing was changed", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(first, _gateway.Cluster.Memories("ada-agent").Items);
        Assert.Equal((commands, receipt), (_gateway.Cluster.Commands.Count, File.ReadAllText(Receipt())));
        Assert.DoesNotContain("Tick", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_again_does_not_bring_back_what_was_forgotten_here_since()
    {
        await RunAsync("import", _old.Folder, "--apply");
        var items = _gateway.Cluster.Memories("ada-agent").Items;
        items.RemoveAt(0);
        Assert.Equal(ExitCodes.Ok, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Equal(4, items.Count);
        Assert.Contains("Nothing was changed", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_takes_back_what_the_import_added_and_nothing_else_and_the_import_can_be_done_again()
    {
        _gateway.Cluster.AddAgent("bo");
        _old.Text("tweets.json", """{"agentId":"bo","tweetId":"1","content":"Boo."}""");
        _gateway.Cluster.Memories("bo").Items.Add(new() { Id = "mine", Kind = "core", Content = "I was here.", Provenance = default, At = FakeCluster.Moment });
        await RunAsync("import", _old.Folder, "--apply");
        Assert.Equal(2, _gateway.Cluster.Memories("bo").Items.Count);
        var id = Path.GetFileNameWithoutExtension(Receipt());

        Assert.Equal(ExitCodes.Ok, await RunAsync("import", "--undo", id));
        Assert.Empty(_gateway.Cluster.Memories("ada-agent").Items);
        Assert.Equal("mine", Assert.Single(_gateway.Cluster.Memories("bo").Items).Id);
        Assert.Equal((AgentStatuses.Paused, AgentStatuses.Active), (_gateway.Cluster.Agents["ada-agent"].Status, _gateway.Cluster.Agents["bo"].Status));

        Assert.Equal(ExitCodes.Ok, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Equal(5, _gateway.Cluster.Memories("ada-agent").Items.Count);
        Assert.Equal(AgentStatuses.Active, _gateway.Cluster.Agents["ada-agent"].Status);

        Assert.Equal(ExitCodes.Ok, await RunAsync("import", "--undo", id, "--delete-agents"));
        Assert.Equal(["bo"], _gateway.Cluster.Agents.Keys);
    }

    [Fact]
    public async Task Apply_completes_an_agent_that_is_there_and_undo_takes_that_alone_back()
    {
        const string Before = """{"id":"ada-agent","name":"Ada","unknown_key":[1],"initial_memory":{"core_memories":["Mine."],"relationships":{"cy":{"sentiment":0.9}},"answered_mentions":["7"]}}""";
        _gateway.Cluster.AddAgent("ada-agent");
        _gateway.Cluster.Definitions["ada-agent"] = _gateway.Cluster.Definitions["ada-agent"] with { Json = Before };
        Assert.Equal(ExitCodes.Ok, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Contains("given 1 relationships and 2 ids of answered mentions", _output.ToString(), StringComparison.Ordinal);
        var initial = Definition()["initial_memory"]!;
        Assert.Equal(["cy", "bo"], initial["relationships"]!.AsObject().Select(one => one.Key));
        Assert.Equal(["7", "1900000000000000003", "1900000000000000002"], initial["answered_mentions"]!.AsArray().Select(id => (string)id!));
        Assert.Equal("Mine.", (string)Assert.Single(initial["core_memories"]!.AsArray())!);

        var commands = _gateway.Cluster.Commands.Count;
        Assert.Equal(ExitCodes.Ok, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Equal(commands, _gateway.Cluster.Commands.Count);

        Assert.Equal(ExitCodes.Ok, await RunAsync("import", "--undo", Path.GetFileNameWithoutExtension(Receipt())));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Before), Definition()), Definition().ToJsonString());

        JsonNode Definition() => JsonNode.Parse(_gateway.Cluster.Definitions["ada-agent"].Json)!;
    }

    [Fact]
    public async Task Apply_and_undo_keep_what_somebody_else_writes_into_the_definition_at_the_same_time()
    {
        _gateway.Cluster.AddAgent("ada-agent");
        var edits = 0;
        _gateway.Cluster.BeforeDefine = id =>
        {
            if (id == "ada-agent" && edits++ % 3 < 2)
            {
                var (before, json) = (_gateway.Cluster.Definitions[id], JsonNode.Parse(_gateway.Cluster.Definitions[id].Json)!);
                json[$"edit_{edits}"] = true;
                _gateway.Cluster.Definitions[id] = before with { Json = json.ToJsonString(), Version = before.Version + 1 };
            }
        };
        Assert.Equal(ExitCodes.Ok, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Equal((true, true, 2), (Has("edit_1"), Has("edit_2"), Definition()["initial_memory"]!["answered_mentions"]!.AsArray().Count));

        Assert.Equal(ExitCodes.Ok, await RunAsync("import", "--undo", Path.GetFileNameWithoutExtension(Receipt())));
        Assert.Equal((true, true, true, true, 0), (Has("edit_1"), Has("edit_2"), Has("edit_4"), Has("edit_5"), Definition()["initial_memory"]!["answered_mentions"]!.AsArray().Count));

        JsonNode Definition() => JsonNode.Parse(_gateway.Cluster.Definitions["ada-agent"].Json)!;
        bool Has(string edit) => Definition()[edit] is not null;
    }

    [Fact]
    public async Task Apply_to_an_agent_whose_privileged_changes_wait_sends_nothing_and_says_what_to_do()
    {
        _gateway.Cluster.AddAgent("ada-agent");
        _gateway.Cluster.Definitions["ada-agent"] = _gateway.Cluster.Definitions["ada-agent"] with { Pending = ["publish"] };
        Assert.Equal(ExitCodes.Failure, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Contains("approve-definition", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_gateway.Cluster.Commands);
    }

    [Fact]
    public async Task Apply_of_a_file_that_was_cut_off_sends_nothing_and_names_it()
    {
        var path = Path.Combine(_old.Folder, "data/memories/ada-agent.json");
        File.WriteAllText(path, File.ReadAllText(path)[..300]);
        Assert.Equal(ExitCodes.Failure, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Contains("ada-agent.json", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Nothing was imported", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_gateway.Cluster.Agents);
    }

    [Fact]
    public async Task Apply_that_the_gateway_refuses_midway_is_taken_back()
    {
        // This gateway has no secret store and refuses credentials, after the first agent was made.
        _old.Text("config/agents/cy.json", """{"id":"cy","personality":{},"twitter_credentials":{"apiKey":"Zx9Kd82hGq71LmNoP34RsTuV"}}""");
        Assert.Equal(ExitCodes.Failure, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Contains("was taken back", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Zx9Kd82h", _error.ToString() + _output, StringComparison.Ordinal);
        Assert.Empty(_gateway.Cluster.Memories("ada-agent").Items);
        Assert.All(_gateway.Cluster.Agents.Values, agent => Assert.Equal(AgentStatuses.Paused, agent.Status));
    }

    [Fact]
    public async Task Apply_that_breaks_off_anywhere_is_gone_on_with_by_the_same_command_and_can_be_taken_back()
    {
        var broke = 0;
        for (var calls = 0; ; calls++)
        {
            _gateway.Cluster.Reset();
            Directory.Delete(_data, recursive: true);
            if (await RunAsync(new BreakingHandler(calls), "import", _old.Folder, "--apply") == ExitCodes.Ok)
            {
                break;
            }

            broke++;
            Assert.Equal(ExitCodes.Ok, await RunAsync("import", _old.Folder, "--apply"));
            Assert.Equal(2, _gateway.Cluster.Agents.Count);
            Assert.Equal(5, _gateway.Cluster.Memories("ada-agent").Items.Count);
            Assert.Contains("applied", File.ReadAllText(Receipt()), StringComparison.Ordinal);
            Assert.Equal(ExitCodes.Ok, await RunAsync("import", "--undo", Path.GetFileNameWithoutExtension(Receipt())));
            Assert.Empty(_gateway.Cluster.Memories("ada-agent").Items);
            Assert.All(_gateway.Cluster.Agents.Values, agent => Assert.Equal(AgentStatuses.Paused, agent.Status));
        }

        Assert.InRange(broke, 6, 100);
    }

    [Fact]
    public async Task Apply_of_memories_without_their_agent_sends_nothing()
    {
        Assert.Equal(ExitCodes.Failure, await RunAsync("import", _old.Text("tweets.json", """{"agentId":"nobody","tweetId":"1","content":"Boo."}"""), "--apply"));
        Assert.Contains("nobody", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_data, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Apply_of_an_agent_that_was_deleted_here_sends_nothing_and_says_why()
    {
        _gateway.Cluster.AddAgent("bo", AgentStatuses.Deleted);
        Assert.Equal(ExitCodes.Failure, await RunAsync("import", _old.Folder, "--apply"));
        Assert.Contains("cannot be used again: bo", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["bo"], _gateway.Cluster.Agents.Keys);
        Assert.Empty(Directory.GetFiles(_data, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Import_with_something_refused_asks_for_a_person()
    {
        Assert.Equal(ExitCodes.NeedsPerson, await RunAsync("import", _old.Text("tweets.json", "{\"agentId\":\"bo\",\"tweetId\":\"1\",\"content\":\"\"}\n"), "--json"));
        Assert.Contains("\"reason\"", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("import", "--undo", "../../etc/passwd")]
    public async Task Import_of_nothing_or_with_a_wrong_id_is_a_wrong_command_line(params string[] args) => Assert.Equal(ExitCodes.Usage, await RunAsync(args));

    [Fact]
    public async Task Undo_of_an_unknown_import_says_where_it_looked()
    {
        Assert.Equal(ExitCodes.Failure, await RunAsync("import", "--undo", "i0123456789abcdef"));
        Assert.Contains("no receipt", _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _old.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private string Receipt() => Assert.Single(Directory.GetFiles(Path.Combine(_data, "imports")));

    private Task<int> RunAsync(params string[] args) => RunAsync(null, args);

    private Task<int> RunAsync(HttpMessageHandler? handler, params string[] args)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PUPPET_URL"] = _gateway.Address, ["PUPPET_API_KEY"] = TestGateway.AdminKey, ["PUPPET_DATA_DIR"] = _data };
        return PuppetCommand.RunAsync(args, new CliTerminal(_output, _error, isTerminal: false, new VirtualTimeProvider(FakeCluster.Moment)), variables.GetValueOrDefault, handler);
    }

    /// <summary>A way to the gateway that is gone after so many calls.</summary>
    private sealed class BreakingHandler(int calls) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _left = calls;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _left-- > 0 ? base.SendAsync(request, cancellationToken) : throw new HttpRequestException(HttpRequestError.ConnectionError);
    }
}
