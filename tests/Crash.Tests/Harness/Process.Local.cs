using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Grains.Hosting;
using PuppetEngine.LocalRuntime;
using PuppetEngine.Providers.Llm;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.X;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>One life of the product on a data directory: the real grains, tables, X client and chain of models, on a virtual clock.</summary>
internal sealed class Process : IAsyncDisposable
{
    /// <summary>Turns of the thread pool in which nothing began or ended: an answer is on no list while it passes from one side to the other.</summary>
    private const int Quiet = 16;

    private readonly IHost _host;
    private readonly ILocalSilo _silo;
    private readonly OutsideGauge _gauge;
    private readonly KillPoints _points;
    private bool _dead;

    private Process(IHost host, OutsideGauge gauge, KillPoints points)
    {
        _host = host;
        _silo = host.Services.GetRequiredService<ILocalSilo>();
        _gauge = gauge;
        _points = points;
    }

    /// <summary>Its grains.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Where it may stop.</summary>
    public KillPoints Points => _points;

    /// <summary>Starts it; it may die while it starts.</summary>
    public static async Task<Process> StartAsync(Town town, KillPoints points, string name = "process", Action<IServiceCollection>? change = null, PowerCut? cut = null)
    {
        var gauge = new OutsideGauge();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Puppet:Storage:DataDirectory"] = town.Directory,
            ["Puppet:Emulators:BaseUrl"] = town.Emulators.ToString(),
            ["Puppet:X:BaseUrl"] = new Uri(town.Emulators, "/x").ToString(),
            // What is made up at intervals would be posts that no test asked for.
            ["Puppet:Events:Generate"] = "false",
            // A process that dies loses its slice of the day's ceiling; hundreds of deaths a day want thin slices.
            ["Puppet:Llm:Budget:SliceParts"] = "100000",
        });
        var world = new World(town.WorldId, IsLive: false);
        var services = builder.Services;
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Error).AddProvider(points.Errors));
        services.AddSingleton<TimeProvider>(town.Clock);
        services.AddSingleton(new Worlds(world, world, world));
        change?.Invoke(services);
        cut?.Watch(services, town.Directory);
        services.AddPuppetStorage(builder.Configuration);
        services.AddXProvider();
        services.AddLlmProviders(builder.Configuration);
        services.AddPuppetGrains(builder.Configuration);
        town.Sends.Watch(services, name, town, gauge);
        DyingPort.AroundAll(services, points, gauge);
        var tiers = services.Last(d => d.ServiceType == typeof(ILlmTierSource));
        services.AddSingleton<ILlmTierSource>(provider => new DyingTiers((ILlmTierSource)DyingPort.Make(provider, tiers), points, gauge));
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(serviceId: "puppet", clusterId: "puppet")
            .UseSqlite(Path.Combine(town.Directory, "grains.db"), cut is null ? null : _ => cut.Before("grains"), cut is null ? null : _ => cut.After("grains"))
            .UseStorageFault(new DyingState(points)));
        var host = builder.Build();
        await await Task.WhenAny(host.StartAsync(), points.Stopped);
        return new Process(host, gauge, points);
    }

    /// <summary>Lets virtual time pass until an instant, or until the process stops; true when it goes on.</summary>
    public Task<bool> RunUntilAsync(Town town, DateTimeOffset end) => RunUntilAsync(town, end, this);

    /// <summary>Lets virtual time pass for several processes until an instant, or until one of them stops; true when all go on.</summary>
    public static async Task<bool> RunUntilAsync(Town town, DateTimeOffset end, params Process[] processes)
    {
        var clock = town.Clock;
        while (true)
        {
            await SettleAsync(processes);
            var left = end - clock.GetUtcNow();
            if (left <= TimeSpan.Zero || processes.Any(p => p._points.Stopped.IsCompleted))
            {
                return !processes.Any(p => p._points.Stopped.IsCompleted);
            }

            var next = clock.UntilNext ?? TimeSpan.MaxValue;
            clock.Advance(next < left ? next : left);
        }
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

    /// <summary>Waits until nothing can go on but by the clock: the silos are idle, and outside nothing moves.</summary>
    private static async Task SettleAsync(Process[] processes)
    {
        var stopped = Task.WhenAny(processes.Select(p => p._points.Stopped));
        for (var quiet = 0; quiet < Quiet;)
        {
            var changes = processes.Sum(p => p._gauge.Changes);
            await Task.WhenAny(Task.WhenAll(processes.SelectMany(p => new[] { p._silo.WhenIdle(), p._gauge.WhenStill() })), stopped);
            if (stopped.IsCompleted)
            {
                return;
            }

            await Task.Yield();
            quiet = changes == processes.Sum(p => p._gauge.Changes) && processes.All(p => p._gauge.WhenStill().IsCompleted && p._silo.WhenIdle().IsCompleted) ? quiet + 1 : 0;
        }
    }
}
