namespace PuppetEngine.Tests.Runtime.Conformance.Fixtures;

/// <summary>Tests with a silo and a storage of their own.</summary>
public abstract class SiloTests : IAsyncLifetime
{
    private TestSilo? _silo;

    /// <summary>The silo.</summary>
    internal TestSilo Silo => _silo ?? throw new InvalidOperationException("The silo starts with the test.");

    /// <summary>What outlives the silo.</summary>
    internal TestStorage Storage { get; } = new();

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => _silo = await TestSilo.StartAsync(Storage, Configure);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        Storage.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sets up the silo.</summary>
    protected virtual void Configure(TestSiloSettings settings)
    {
    }

    /// <summary>Kills the silo and starts another on the same storage, with the same clock.</summary>
    internal async Task KillAndRestartAsync(TimeSpan downFor = default)
    {
        var clock = Silo.Clock;
        await Silo.KillAsync();
        await Silo.DisposeAsync();
        clock.Advance(downFor);
        _silo = await TestSilo.StartAsync(Storage, Configure, clock);
    }

    /// <summary>Stops the silo in good order and starts another on the same storage, with the same clock.</summary>
    internal async Task StopAndRestartAsync()
    {
        var clock = Silo.Clock;
        await Silo.DisposeAsync();
        _silo = await TestSilo.StartAsync(Storage, Configure, clock);
    }
}
