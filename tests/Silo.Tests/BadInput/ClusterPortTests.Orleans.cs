using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.BadInput;

/// <summary>The silo's own ports, which only Orleans has.</summary>
public sealed class ClusterPortTests
{
    [Theory]
    [InlineData("SiloPort")]
    [InlineData("GatewayPort")]
    public async Task A_port_in_use_ends_the_start_with_1_and_names_the_setting(string name)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await SaysAsync($"The silo cannot listen at 127.0.0.1:{port}: the port is in use. Stop what listens there, or choose another by Puppet:Cluster:{name}.", $"--Puppet:Cluster:{name}={port}");
    }

    [Theory]
    [InlineData("SiloPort", "0")]
    [InlineData("GatewayPort", "65536")]
    public Task A_port_that_is_none_ends_the_start_with_1_and_names_the_setting(string name, string port) =>
        SaysAsync($"Puppet:Cluster:{name} is {port}. Set it between 1 and 65535", $"--Puppet:Cluster:{name}={port}");

    private static async Task SaysAsync(string sentence, string word)
    {
        await using var house = await House.OpenAsync();
        await using var process = house.Start(null, word);
        Assert.Equal(1, await process.ExitAsync());
        Assert.Contains($"puppet: {sentence}", process.Output, StringComparison.Ordinal);
    }
}
