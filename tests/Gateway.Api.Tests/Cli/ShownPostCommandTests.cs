using PuppetEngine.Cli.Commands;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Gateway.Api.Cli;

/// <summary>What the CLI shows of posts: drafts before they are asked for, and what stands under them.</summary>
public sealed class ShownPostCommandTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;
    private readonly StringWriter _output = new();

    public ShownPostCommandTests(SharedGateway shared) => _gateway = shared.Fresh();

    [Fact]
    public async Task A_preview_of_a_thread_shows_its_parts_and_effects_show_what_stands_under_a_post()
    {
        _gateway.Cluster.AddAgent("ada");
        Assert.Equal(ExitCodes.Ok, await RunAsync("post", "ada", "--preview", "--thread", "2"));
        Assert.Contains("2/2 Part 2 of draft 3", _output.ToString(), StringComparison.Ordinal);

        var effect = _gateway.Cluster.AddEffect("ada", EffectState.Confirmed, "When?");
        _gateway.Cluster.Change(effect, one => one with
        {
            Poll = new SocialPoll { Options = ["Now", "[red]Never[/]"], DurationMinutes = 60 }, MediaIds = ["7"], MadeWithAi = true, ThreadId = effect.EffectId, ThreadPart = 1, ThreadParts = 2, ThreadNextId = "e2",
        });
        _output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Ok, await RunAsync("effects"));
        var words = string.Join(' ', _output.ToString().Split(['|', '│', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Never", words, StringComparison.Ordinal);
        Assert.Contains("media:", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_drafts_with_their_cost()
    {
        _gateway.Cluster.AddAgent("ada");

        Assert.Equal(ExitCodes.Ok, await RunAsync("post", "ada", "--preview", "--topic", "rain"));

        Assert.Contains("Draft 3 on rain", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("$0.0015", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_gateway.Cluster.Effects);
    }

    private Task<int> RunAsync(params string[] args)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PUPPET_URL"] = _gateway.Address, ["PUPPET_API_KEY"] = TestGateway.AdminKey, ["PUPPET_DATA_DIR"] = "/nonexistent-data" };
        return PuppetCommand.RunAsync(args, new CliTerminal(_output, new StringWriter(), false, new VirtualTimeProvider(FakeCluster.Moment)), variables.GetValueOrDefault);
    }
}
