using NSubstitute;
using PuppetEngine.Cli.Commands;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Gateway.Api.Cli;

/// <summary>What the command line does about accounts on X. A whole login is tried on the running engine, in Console.Tests.</summary>
public sealed class XCommandTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;
    private readonly StringWriter _output = new();

    public XCommandTests(SharedGateway shared) => _gateway = shared.Fresh();

    [Fact]
    public async Task An_account_is_checked_without_posting()
    {
        _gateway.Cluster.AddAgent("ada");

        Assert.Equal(ExitCodes.NeedsPerson, await RunAsync("x", "check", "ada"));

        Assert.Contains("@ada_bot", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_gateway.Cluster.Effects);
    }

    [Fact]
    public async Task An_account_that_goes_on_is_0_and_one_that_still_waits_is_2()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync("x", "resume", "walt"));
        Assert.Contains("goes on", _output.ToString(), StringComparison.Ordinal);

        _gateway.Cluster.Account("emulated/walt").GetStatus().Returns(new SocialAccountStatus { Key = "emulated/walt", StoppedBy = SocialOutcomeCodes.RateWindow });
        Assert.Equal(ExitCodes.NeedsPerson, await RunAsync("x", "resume", "walt"));
        Assert.Contains("rate_window", _output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] args)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PUPPET_URL"] = _gateway.Address, ["PUPPET_API_KEY"] = TestGateway.AdminKey, ["PUPPET_DATA_DIR"] = "/nonexistent-data",
        };
        return PuppetCommand.RunAsync(args, new CliTerminal(_output, TextWriter.Null, isTerminal: false, new VirtualTimeProvider(FakeCluster.Moment)), variables.GetValueOrDefault);
    }
}
