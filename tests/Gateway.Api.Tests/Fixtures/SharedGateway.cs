namespace PuppetEngine.Tests.Gateway.Api.Fixtures;

/// <summary>One gateway for all tests of a class; each test begins with an empty cluster.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    private TestGateway _gateway = null!;

    /// <summary>The gateway, its cluster emptied of all but keys and journal.</summary>
    public TestGateway Fresh()
    {
        _gateway.Cluster.Reset();
        return _gateway;
    }

    public async ValueTask InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
