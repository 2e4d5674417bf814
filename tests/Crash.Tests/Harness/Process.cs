using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Hosting;
using PuppetEngine.LocalRuntime;
using PuppetEngine.Providers.Llm;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.X;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>One life of the product on a data directory: the real grains, tables, X client and chain of models, on a virtual clock.</summary>
internal sealed class Process : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ILocalSilo _silo;
    private readonly OutsideGauge _gauge;
    private readonly VirtualTimeProvider _clock;
    private bool _dead;

    private Process(IHost host, OutsideGauge gauge, VirtualTimeProvider clock)
    {
        _host = host;
        _silo = host.Services.GetRequiredService<ILocalSilo>();
        _gauge = gauge;
        _clock = clock;
    }

    /// <summary>Its grains.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts it.</summary>
    public static async Task<Process> StartAsync(string directory, Uri emulators, string worldId, VirtualTimeProvider clock, KillPoints points, Action<IServiceCollection>? change = null)
    {
        var gauge = new OutsideGauge();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Puppet:Storage:DataDirectory"] = directory,
            ["Puppet:Emulators:BaseUrl"] = emulators.ToString(),
            ["Puppet:X:BaseUrl"] = new Uri(emulators, "/x").ToString(),
            // A process that dies loses its slice of the day's ceiling; hundreds of deaths a day want thin slices.
            ["Puppet:Llm:Budget:SliceParts"] = "100000",
        });
        var world = new World(worldId, IsLive: false);
        var services = builder.Services;
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Error).AddProvider(points.Errors));
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new Worlds(world, world, world));
        services.AddPuppetStorage(builder.Configuration);
        services.AddXProvider();
        services.AddLlmProviders(builder.Configuration);
        services.AddPuppetGrains(builder.Configuration);
        Decorate<IAgentLedger>(services, inner => new DyingLedger(inner, points, gauge));
        Decorate<IMemoryStore>(services, inner => new DyingMemory(inner, points, gauge));
        Decorate<ISocialClient>(services, inner => new DyingSocialClient(inner, points, gauge));
        Decorate<ILlmTierSource>(services, inner => new DyingTiers(inner, points, gauge));
        change?.Invoke(services);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(serviceId: "puppet", clusterId: "puppet")
            .UseSqlite(Path.Combine(directory, "grains.db"))
            .UseStorageFault(new DyingState(points)));
        var host = builder.Build();
        await host.StartAsync();
        return new Process(host, gauge, clock);
    }

    /// <summary>Lets virtual time pass until an instant, or until the process dies; true when it lived.</summary>
    public async Task<bool> RunUntilAsync(DateTimeOffset end, KillPoints points)
    {
        while (_clock.GetUtcNow() < end)
        {
            await SettleAsync(points);
            if (points.Died.IsCompleted)
            {
                return false;
            }

            var next = _clock.UntilNext ?? TimeSpan.MaxValue;
            var left = end - _clock.GetUtcNow();
            _clock.Advance(next < left ? next : left);
        }

        await SettleAsync(points);
        return !points.Died.IsCompleted;
    }

    /// <summary>Dies: nothing is ended politely, and nothing of this life is stored afterwards.</summary>
    public async Task KillAsync()
    {
        if (!_dead)
        {
            _dead = true;
            _silo.Kill();
            await ((IAsyncDisposable)_host).DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_dead)
        {
            _dead = true;
            await _host.StopAsync();
            await ((IAsyncDisposable)_host).DisposeAsync();
        }
    }

    /// <summary>
    /// Waits until nothing can go on but by the clock. A call that hangs outside, because its fault waits for the virtual clock, shows by
    /// this: the silo is idle, and over many turns of the thread pool nothing began or ended.
    /// </summary>
    private async Task SettleAsync(KillPoints points)
    {
        for (var quiet = 0; quiet < Quiet(_gauge.UnderWay);)
        {
            var changes = _gauge.Changes;
            await Task.WhenAny(_silo.WhenIdle(), points.Died);
            if (points.Died.IsCompleted)
            {
                return;
            }

            await Task.Yield();
            quiet = changes == _gauge.Changes && _silo.WhenIdle().IsCompleted ? quiet + 1 : 0;
        }
    }

    private static int Quiet(int underWay) => underWay == 0 ? 4 : 4000;

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var descriptor = services.Last(d => d.ServiceType == typeof(T));
        services.Remove(descriptor);
        services.AddSingleton(provider => decorate((T)(descriptor.ImplementationFactory?.Invoke(provider)
            ?? descriptor.ImplementationInstance
            ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!))));
    }
}
