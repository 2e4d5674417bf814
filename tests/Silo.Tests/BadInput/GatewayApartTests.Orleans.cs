using PuppetEngine.Tests.TestKit.Processes;

namespace PuppetEngine.Tests.Silo.BadInput;

/// <summary>The gateway as a process of its own, whose cluster is not there.</summary>
public sealed class GatewayApartTests
{
    [Theory]
    [InlineData("No silo of the cluster 'puppet' at 127.0.0.1:1 answered within 1 seconds", "--Puppet:Gateway:ConnectTimeout=00:00:01", "--Puppet:Gateway:Silos:0=127.0.0.1:1")]
    [InlineData("Puppet:Gateway:Silos has 'bad'. Give host and port", "--Puppet:Gateway:Silos:0=bad")]
    public async Task A_gateway_without_its_cluster_says_so_in_one_line_and_ends_with_1(string sentence, params string[] words)
    {
        await using var gateway = ProgramProcess.Start("Gateway.Api", ["--Puppet:Gateway:Url=http://127.0.0.1:0", .. words]);
        Assert.Equal(1, await gateway.ExitAsync());
        var line = Assert.Single(
            gateway.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), line => !line.StartsWith("Waiting up to", StringComparison.Ordinal));
        Assert.StartsWith($"puppet: {sentence}", line, StringComparison.Ordinal);
    }
}
