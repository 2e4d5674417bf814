using System.Net;
using System.Net.Sockets;
using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.Hosting;

/// <summary>A person changes their mind while the product still starts.</summary>
public sealed class InterruptedStartTests
{
    [Fact]
    public async Task A_signal_during_the_start_ends_it_with_zero_and_no_failure()
    {
        await using var house = await House.OpenAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var process = house.Start(null, $"--Puppet:Emulators:BaseUrl=http://{silent.LocalEndpoint}");

        // It asks who the emulators are, and hears nothing: the start hangs right there.
        using var asking = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await process.StopAsync());
        Assert.Equal("Stopped before it was ready.", process.Output.Trim());

        // What was begun stands in nobody's way.
        await using var again = await house.UpAsync();
        Assert.Equal(0, await again.Process.StopAsync());
    }
}
