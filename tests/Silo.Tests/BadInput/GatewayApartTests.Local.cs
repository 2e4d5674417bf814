using PuppetEngine.Tests.TestKit.Processes;

namespace PuppetEngine.Tests.Silo.BadInput;

/// <summary>The gateway as a process of its own, in a build that has no cluster.</summary>
public sealed class GatewayApartTests
{
    [Fact]
    public async Task A_gateway_without_a_cluster_says_so_in_one_line_and_ends_with_1()
    {
        await using var gateway = ProgramProcess.Start("Gateway.Api", ["--Puppet:Gateway:Url=http://127.0.0.1:0"]);
        Assert.Equal(1, await gateway.ExitAsync());
        var line = Assert.Single(gateway.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.StartsWith("puppet: This gateway was built with ActorRuntime=Local, whose silo and gateway are one process. Start both by ./puppet up", line, StringComparison.Ordinal);
    }
}
