using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Hosting;
using PuppetEngine.LocalRuntime;
using PuppetEngine.Providers.Llm;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.X;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.TestHost;

/// <summary>One life of the product on a data directory: the real grains, tables, X client and chain of models, on a virtual clock.</summary>
public sealed class Process : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ILocalSilo _silo;
    private readonly OutsideGauge _gauge;
    private readonly VirtualTimeProvider _clock;
    private readonly bool _callsMayHang;
    private bool _dead;

    private Process(IHost host, OutsideGauge gauge, VirtualTimeProvider clock, bool callsMayHang)
    {
        _host = host;
        _silo = host.Services.GetRequiredService<ILocalSilo>();
        _gauge = gauge;
        _clock = clock;
        _callsMayHang = callsMayHang;
    }

    /// <summary>Its grains.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts it.</summary>
    /// <param name="directory">Where it keeps its data.</param>
    /// <param name="emulators">Where the outside world listens.</param>
    /// <param name="worldId">The world's id.</param>
    /// <param name="clock">The clock of everybody.</param>
    /// <param name="points">Where it dies, if it does.</param>
    /// <param name="change">What is different from the product, after all services were added.</param>
    /// <param name="settings">What is different from the default configuration.</param>
    /// <param name="callsMayHang">Whether calls may wait for the virtual clock (as a fault that hangs does); otherwise the clock waits for every call.</param>
    public static async Task<Process> StartAsync(
        string directory, Uri emulators, string worldId, VirtualTimeProvider clock, KillPoints points,
        Action<IServiceCollection, OutsideGauge>? change = null, IReadOnlyDictionary<string, string?>? settings = null, bool callsMayHang = true)
    {
        var gauge = new OutsideGauge();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Puppet:Storage:DataDirectory"] = directory,
            ["Puppet:Emulators:BaseUrl"] = emulators.ToString(),
            ["Puppet:X:BaseUrl"] = new Uri(emulators, "/x").ToString(),
            // What is made up at intervals would be posts that no test asked for.
            ["Puppet:Events:Generate"] = "false",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        var world = new World(worldId, IsLive: false);
        var services = builder.Services;
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Error).AddProvider(points.Errors));
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new Worlds(world, world, world));
        services.AddPuppetStorage(builder.Configuration);
        services.AddXProvider();
        services.AddLlmProviders(builder.Configuration);
        services.AddPuppetGrains(builder.Configuration);
        services.Decorate<IKillSwitch>(inner => new GaugedKillSwitch(inner, gauge));
        services.Decorate<ISecretStore>(inner => new GaugedSecretStore(inner, gauge));
        services.Decorate<IAgentLedger>(inner => new DyingLedger(inner, points, gauge));
        services.Decorate<IMemoryStore>(inner => new DyingMemory(inner, points, gauge));
        services.Decorate<ISocialClient>(inner => new DyingSocialClient(inner, points, gauge));
        services.Decorate<ILlmTierSource>(inner => new DyingTiers(inner, points, gauge));
        if (!callsMayHang)
        {
            services.Decorate<ILlmBudget>(inner => new GaugedBudget(inner, gauge));
        }

        change?.Invoke(services, gauge);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(serviceId: "puppet", clusterId: "puppet")
            .UseSqlite(Path.Combine(directory, "grains.db"))
            .UseStorageFault(new DyingState(points)));
        var host = builder.Build();
        await host.StartAsync();
        return new Process(host, gauge, clock, callsMayHang);
    }

    /// <summary>Lets virtual time pass until an instant, until something else is reached, or until the process dies; true when it lived.</summary>
    public async Task<bool> RunUntilAsync(DateTimeOffset end, KillPoints points, Func<bool>? reached = null)
    {
        while (_clock.GetUtcNow() < end)
        {
            await SettleAsync(points);
            if (points.Died.IsCompleted)
            {
                return false;
            }

            if (reached?.Invoke() == true)
            {
                return true;
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
    public async Task SettleAsync(KillPoints points)
    {
        for (var quiet = 0; quiet < Quiet(_gauge.UnderWay);)
        {
            var changes = _gauge.Changes;
            await Task.WhenAny(_callsMayHang ? _silo.WhenIdle() : QuietAsync(), points.Died);
            if (points.Died.IsCompleted)
            {
                return;
            }

            await Task.Yield();
            quiet = changes == _gauge.Changes && _silo.WhenIdle().IsCompleted ? quiet + 1 : 0;
        }
    }

    private int Quiet(int underWay) => underWay == 0 || !_callsMayHang ? 4 : 4000;

    private async Task QuietAsync()
    {
        await _gauge.WhenNone();
        await _silo.WhenIdle();
    }
}
