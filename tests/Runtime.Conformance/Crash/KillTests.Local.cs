using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using PuppetEngine.LocalRuntime;
using PuppetEngine.Tests.Runtime.Conformance.Fixtures;
using PuppetEngine.Tests.Runtime.Conformance.Probes;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Runtime.Conformance.Crash;

/// <summary>What a silo does that is killed, and what one does whose storage fails: the ground that crash tests stand on.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TestStorage _storage = new();
    private readonly LocalMemory _memory = new();

    public void Dispose() => _storage.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_fails_waiting_calls_runs_nothing_more_and_stores_nothing_more(bool sqlite)
    {
        using var first = await Start(sqlite);
        var witness = first.Services.GetRequiredService<Witness>();
        var grain = Grain(first);
        await grain.Store(1);
        var waiting = grain.StoreAfter("gate", 2);
        await witness.Noted("gate");

        first.Services.GetRequiredService<ILocalSilo>().Kill();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => waiting);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.Read());
        witness.Open("gate");
        using var second = await Start(sqlite);
        Assert.Equal(1, await Grain(second).Read());
        await Grain(second).Store(3);
        Assert.Equal(0, witness.Count("went on"));
        Assert.Equal(0, witness.Count("deactivated"));
        await second.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, second.Services.GetRequiredService<Witness>().Count("deactivated"));
    }

    [Fact]
    public async Task A_host_that_is_disposed_without_a_stop_has_died()
    {
        var first = await Start(sqlite: true);
        await Grain(first).Store(7);

        first.Dispose();

        using var second = await Start(sqlite: true);
        Assert.Equal(7, await Grain(second).Read());
    }

    [Fact]
    public async Task A_write_in_doubt_is_a_failure_to_the_grain_and_there_after_a_restart()
    {
        using var first = await Start(sqlite: true, fault: new Fault(after: true));

        await Assert.ThrowsAsync<OrleansException>(() => Grain(first).Store(5));

        first.Services.GetRequiredService<ILocalSilo>().Kill();
        using var second = await Start(sqlite: true);
        Assert.Equal(5, await Grain(second).Read());
    }

    [Fact]
    public async Task A_write_that_fails_before_it_is_stored_leaves_nothing()
    {
        using var first = await Start(sqlite: true, fault: new Fault(after: false));

        await Assert.ThrowsAsync<OrleansException>(() => Grain(first).Store(5));

        first.Services.GetRequiredService<ILocalSilo>().Kill();
        using var second = await Start(sqlite: true);
        Assert.Equal(0, await Grain(second).Read());
    }

    [Fact]
    public async Task Fifty_silos_that_write_one_key_first_leave_one_winner()
    {
        var silos = new List<IHost>();
        for (var n = 0; n < 50; n++)
        {
            silos.Add(await Start(sqlite: true));
        }

        // Every activation has read that nothing is there before any of them writes.
        await Task.WhenAll(silos.Select(silo => Grain(silo).Read()));
        var ends = await Task.WhenAll(silos.Select(async (silo, n) =>
        {
            try
            {
                await Grain(silo).Store(n + 1);
                return "won";
            }
            catch (Orleans.Storage.InconsistentStateException)
            {
                return "lost";
            }
        }));

        Assert.Equal(1, ends.Count(end => end == "won"));
        Assert.Equal(49, ends.Count(end => end == "lost"));
        // The losers' activations ended, and their next ones read what the winner wrote.
        Assert.Equal([Array.IndexOf(ends, "won") + 1], (await Task.WhenAll(silos.Select(silo => Grain(silo).Read()))).Distinct());
        silos.ForEach(silo => silo.Dispose());
    }

    private static IHoldGrain Grain(IHost host) => host.Services.GetRequiredService<IGrainFactory>().GetGrain<IHoldGrain>("ada");

    private async Task<IHost> Start(bool sqlite, IStorageFault? fault = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
        {
            _ = sqlite ? silo.UseSqlite(_storage.File) : silo.UseMemory(_memory);
            if (fault is not null)
            {
                silo.UseStorageFault(fault);
            }

            silo.Services.AddSingleton<TimeProvider>(new VirtualTimeProvider());
            silo.Services.AddSingleton<Witness>();
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class Fault(bool after) : IStorageFault
    {
        public ValueTask Before(StorageOperation operation, string stateName, GrainId grainId) => Throw(operation, !after);

        public ValueTask After(StorageOperation operation, string stateName, GrainId grainId) => Throw(operation, after);

        private static ValueTask Throw(StorageOperation operation, bool now) =>
            operation == StorageOperation.Write && now ? throw new IOException("The disk is gone.") : ValueTask.CompletedTask;
    }
}
