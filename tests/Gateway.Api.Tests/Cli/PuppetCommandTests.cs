using System.Net;
using PuppetEngine.Cli.Commands;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Gateway.Api.Cli;

/// <summary>The CLI against the real gateway: what it prints, and its exit codes.</summary>
public sealed class PuppetCommandTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public PuppetCommandTests(SharedGateway shared) => _gateway = shared.Fresh();

    [Fact]
    public async Task Agents_are_a_table_without_colours_in_a_pipe()
    {
        _gateway.Cluster.AddAgent("ada");

        Assert.Equal(ExitCodes.Ok, await RunAsync("agents"));

        Assert.Matches("ada +Ada +@ada_bot +active +live +emulated +in 60 min", _output.ToString());
        Assert.DoesNotContain('\u001b', _output.ToString());
    }

    [Fact]
    public async Task Outside_text_cannot_steer_the_terminal_or_the_markup()
    {
        _gateway.Cluster.AddAgent("ada");
        _gateway.Cluster.AddEffect("ada", EffectState.Confirmed, "\u001b[2J[red]gone[/]\u0007");

        Assert.Equal(ExitCodes.Ok, await RunAsync("effects"));

        Assert.Contains("\\u001b[2J[red]gone[/]\\u0007", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _output.ToString());
    }

    [Fact]
    public async Task An_agent_is_shown_with_schedule_and_posts()
    {
        _gateway.Cluster.AddAgent("ada");
        _gateway.Cluster.AddEffect("ada", EffectState.DryRun, "A quiet morning.");

        Assert.Equal(ExitCodes.Ok, await RunAsync("agent", "ada"));

        Assert.Contains("every 1 to 2 h, UTC", _output.ToString(), StringComparison.Ordinal);
        Assert.Matches("dry_run +A quiet morning\\.", _output.ToString());
    }

    [Fact]
    public async Task Json_is_what_the_gateway_answered()
    {
        _gateway.Cluster.AddAgent("ada");

        Assert.Equal(ExitCodes.Ok, await RunAsync("agents", "--json"));

        Assert.StartsWith("""{"items":[{""", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_is_asked_for_once_by_its_key()
    {
        _gateway.Cluster.AddAgent("ada");

        Assert.Equal(ExitCodes.Ok, await RunAsync("post", "ada", "--topic", "rain", "--key", "k1"));
        Assert.Equal(ExitCodes.Ok, await RunAsync("post", "ada", "--topic", "rain", "--key", "k1"));

        Assert.Single(_gateway.Cluster.Effects);
        Assert.Equal(ExitCodes.Failure, await RunAsync("post", "ada", "--topic", "snow", "--key", "k1"));
        Assert.Contains("Use a new key", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_and_resume_say_how_the_agent_stands()
    {
        _gateway.Cluster.AddAgent("ada");

        Assert.Equal(ExitCodes.Ok, await RunAsync("pause", "ada", "--reason", "a rest"));
        Assert.Contains("ada is paused.", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, await RunAsync("resume", "ada"));
        Assert.Contains("ada is active.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Effects_are_reviewed_by_their_ids()
    {
        _gateway.Cluster.AddAgent("ada");
        var (held, unknown) = (_gateway.Cluster.AddEffect("ada", EffectState.Held), _gateway.Cluster.AddEffect("ada", EffectState.Unknown));

        Assert.Equal(ExitCodes.Ok, await RunAsync("edit", held.EffectId, "--text", "Better."));
        Assert.Equal(ExitCodes.Ok, await RunAsync("resolve", unknown.EffectId, "sent", "--external-id", "42"));

        Assert.Equal(("Better.", "42"), (_gateway.Cluster.Effects[0].Text, _gateway.Cluster.Effects[1].ExternalId));
        Assert.Equal(ExitCodes.Failure, await RunAsync("approve", held.EffectId));
    }

    [Fact]
    public async Task Status_is_2_when_a_person_must_act_and_names_the_command()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync("status"));
        _gateway.Cluster.AddAgent("ada");
        _gateway.Cluster.AddEffect("ada", EffectState.Unknown);

        Assert.Equal(ExitCodes.NeedsPerson, await RunAsync("status"));

        Assert.Contains("sent|not_sent", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NeedsPerson, await RunAsync("status", "--json"));
    }

    [Fact]
    public async Task Stop_goes_through_the_gateway()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync("stop", "--all", "--reason", "drill"));
        Assert.True((await _gateway.Cluster.KillSwitch.Get()).All);
        Assert.Equal(ExitCodes.Ok, await RunAsync("start", "--all"));
        Assert.False((await _gateway.Cluster.KillSwitch.Get()).All);
    }

    [Fact]
    public async Task A_journal_that_is_broken_is_a_2()
    {
        _gateway.Cluster.AddAgent("ada");
        _gateway.Cluster.Journal.Add("ada", JournalKinds.Planned, summary: "planned a post");

        Assert.Equal(ExitCodes.Ok, await RunAsync("journal", "show", "ada"));
        Assert.Contains("planned a post", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.NeedsPerson, await RunAsync("journal", "verify", "ada"));

        Assert.Contains("Row 2 does not follow row 1.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_is_replayed_from_the_journal()
    {
        _gateway.Cluster.AddAgent("replay");
        var id = PuppetEngine.Engine.Agents.Effects.EffectId.From("replay", "occurrence:post:1000");
        _gateway.Cluster.Journal.Add("replay", JournalKinds.Definition, payload: """{"version":1,"source":"file:x.json","changed":[],"pending":[],"json":"{\"id\":\"replay\",\"name\":\"Ada\"}"}""");
        _gateway.Cluster.Journal.Add("replay", JournalKinds.Planned, id, payload: """{"cause":"occurrence:post:1000","due":"1970-01-01T00:00:01+00:00","topic":null,"force":false,"world":"emulated-1","account_key":"emulated-1/replay"}""");
        _gateway.Cluster.Journal.Add("replay", JournalKinds.Drafted, id, payload: $$"""
            {"definition_version":1,"topic":null,"force":false,"seed":{{PuppetEngine.Engine.Agents.Turns.ComposingInput.Variation(id)}},"at":"2026-03-02T12:00:00+00:00","memory_ids":[],"recent":[],"verdict":"","micro_dollars":3,"payload":{"text":"The tide is late."},
             "drafts":[{"call_id":"c","messages":[{"role":"system","text":"You are Ada."}],"answer":"\"The tide is late.\"","tier":"first","model":"m","usage":{},"attempts":[],"text":"The tide is late.","verdicts":[]}]}
            """);

        Assert.Equal(ExitCodes.Ok, await RunAsync("journal", "replay", "replay", id));
        Assert.Matches("equal +text of draft 1 +The tide is late.", _output.ToString());
        Assert.Matches("not recorded +prompt of draft 1", _output.ToString());
        Assert.Matches("not recorded +memories used", _output.ToString());
        Assert.Contains("comes out as it was recorded. 2 could not be compared", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Ok, await RunAsync("journal", "replay", "replay", "3"));
        Assert.Equal(ExitCodes.Failure, await RunAsync("journal", "replay", "replay", "2"));
        Assert.Contains("only effect.drafted", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, await RunAsync("journal", "replay", "replay", "99"));

        _gateway.Cluster.Journal.Add("replay", JournalKinds.Drafted, id, payload: """
            {"definition_version":1,"topic":null,"force":false,"seed":7,"at":"2026-03-02T12:00:00+00:00","memory_ids":[],"recent":[],"verdict":"","micro_dollars":3,"payload":{"text":"Buy my coin."},
             "drafts":[{"call_id":"c","messages":[{"role":"system","text":"You are Ada."}],"answer":"\"The tide is late.\"","tier":"first","model":"m","usage":{},"attempts":[],"text":"The tide is late.","verdicts":[]}]}
            """);
        Assert.Equal(ExitCodes.Failure, await RunAsync("journal", "replay", "replay", id));
        Assert.Contains("recorded: Buy my coin.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 of 10 come out otherwise", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_prints_a_link_that_opens_once()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync("console"));

        Assert.StartsWith($"{_gateway.Address}/login?code=", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("agent")]
    [InlineData("stop")]
    [InlineData("stop", "--all", "--tag", "x")]
    [InlineData("post", "ada", "--loudly")]
    [InlineData("effects", "--limit", "many")]
    public async Task A_wrong_command_line_is_a_64(params string[] args)
    {
        Assert.Equal(ExitCodes.Usage, await RunAsync(args));
        Assert.NotEmpty(_error.ToString());
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData()]
    public async Task Help_lists_the_commands(params string[] args)
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync(args));
        Assert.Contains("journal", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_agent_is_a_1_with_the_gateways_words()
    {
        Assert.Equal(ExitCodes.Failure, await RunAsync("agent", "nobody"));
        Assert.Contains("There is no agent 'nobody'", _error.ToString().ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_said_and_no_key_too()
    {
        Assert.Equal(ExitCodes.Failure, await RunAsync(["agents"], ("PUPPET_API_KEY", "wrong-wrong-wrong-wrong")));
        Assert.Contains("not known", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, await RunAsync(["agents"], ("PUPPET_API_KEY", null)));
        Assert.Contains("No API key was found", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_found_in_the_data_directory()
    {
        var data = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(data.FullName, "api-key"), TestGateway.ReadKey + "\n");

            Assert.Equal(ExitCodes.Ok, await RunAsync(["agents"], ("PUPPET_API_KEY", null), ("PUPPET_DATA_DIR", data.FullName)));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Without_a_gateway_and_without_data_it_says_both()
    {
        var empty = Directory.CreateTempSubdirectory();
        try
        {
            (string, string?)[] nowhere = [("PUPPET_URL", "http://127.0.0.1:1"), ("PUPPET_DATA_DIR", empty.FullName)];

            Assert.Equal(ExitCodes.Failure, await RunAsync(["agents"], nowhere));
            Assert.Contains("./puppet up", _error.ToString(), StringComparison.Ordinal);
            Assert.Equal(ExitCodes.Failure, await RunAsync(["stop", "--all"], nowhere));
            Assert.Contains("PUPPET_DATA_DIR", _error.ToString(), StringComparison.Ordinal);
            Assert.Equal(ExitCodes.Failure, await RunAsync(["journal", "verify", "ada"], nowhere));
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_is_no_gateway_is_called_so()
    {
        var handler = new Answer(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>") });

        Assert.Equal(ExitCodes.Failure, await PuppetCommand.RunAsync(["agents"], Terminal(), name => name == "PUPPET_URL" ? "http://127.0.0.1:1" : "k", handler));
        Assert.Contains("no gateway of this version", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] args) => RunAsync(args, []);

    private Task<int> RunAsync(string[] args, params (string Name, string? Value)[] variables)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PUPPET_URL"] = _gateway.Address, ["PUPPET_API_KEY"] = TestGateway.AdminKey, ["PUPPET_DATA_DIR"] = "/nonexistent-data",
        };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return PuppetCommand.RunAsync(args, Terminal(), all.GetValueOrDefault);
    }

    private CliTerminal Terminal() => new(_output, _error, false, new VirtualTimeProvider(FakeCluster.Moment));

    private sealed class Answer(HttpResponseMessage response) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(response);
    }
}
