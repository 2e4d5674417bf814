using PuppetEngine.Cli.Commands;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Gateway.Api.Cli;

/// <summary>What the command line does with an agent's memories.</summary>
public sealed class MemoryCommandTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;
    private readonly StringWriter _output = new();

    public MemoryCommandTests(SharedGateway shared)
    {
        _gateway = shared.Fresh();
        _gateway.Cluster.AddAgent("ada");
        _gateway.Cluster.Memories("ada").Items.AddRange([Item("m1", MemoryKinds.Core, "I keep bees"), Item("m2", MemoryKinds.Episodic, "The tram was late")]);
    }

    [Fact]
    public async Task Search_shows_what_fits_and_nothing_else()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync("memory", "search", "ada", "tram"));
        Assert.Contains("m2", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("m1", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_of_a_kind_shows_that_kind_alone()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync("memory", "list", "ada", "--kind", "core"));
        Assert.Contains("m1", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("m2", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forget_of_a_kind_says_how_many_and_leaves_the_others()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync("memory", "forget", "ada", "--kind", "episodic"));
        Assert.Contains("1 forgotten", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal("m1", Assert.Single(_gateway.Cluster.Memories("ada").Items).Id);
    }

    [Fact]
    public async Task Summary_counts_by_kind()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync("memory", "summary", "ada"));
        Assert.Contains("local-ngram-v1", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("episodic", _output.ToString(), StringComparison.Ordinal);
    }

    private static MemoryItem Item(string id, string kind, string content) =>
        new() { Id = id, Kind = kind, Content = content, Provenance = Provenance.Self, At = FakeCluster.Moment };

    private Task<int> RunAsync(params string[] args)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PUPPET_URL"] = _gateway.Address, ["PUPPET_API_KEY"] = TestGateway.AdminKey, ["PUPPET_DATA_DIR"] = "/nonexistent-data",
        };
        return PuppetCommand.RunAsync(args, new CliTerminal(_output, TextWriter.Null, isTerminal: false, new VirtualTimeProvider(FakeCluster.Moment)), variables.GetValueOrDefault);
    }
}
