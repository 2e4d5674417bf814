using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Grains.Hosting;
using PuppetEngine.LocalRuntime;
using PuppetEngine.Providers.Llm;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.Web;
using PuppetEngine.Providers.X;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.TestHost;

/// <summary>One life of the product in a town: the real grains, tables, X client and chain of models, on the town's clock.</summary>
public sealed class Process : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ILocalSilo _silo;
    private readonly OutsideGauge _gauge;
    private readonly VirtualTimeProvider _clock;
    private bool _dead;

    private Process(IHost host, OutsideGauge gauge, VirtualTimeProvider clock, KillPoints points)
    {
        _host = host;
        _silo = host.Services.GetRequiredService<ILocalSilo>();
        _gauge = gauge;
        _clock = clock;
        Points = points;
    }

    /// <summary>Its grains.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Where it may stop.</summary>
    public KillPoints Points { get; }

    /// <summary>Starts it; it may die while it starts.</summary>
    /// <param name="town">Where it lives.</param>
    /// <param name="points">Where it stops, if it does.</param>
    /// <param name="setup">What is different from the product.</param>
    public static async Task<Process> StartAsync(Town town, KillPoints? points = null, ProcessSetup? setup = null)
    {
        points ??= new KillPoints();
        setup ??= new ProcessSetup();
        var gauge = new OutsideGauge();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Puppet:Storage:DataDirectory"] = town.Directory,
            ["Puppet:Emulators:BaseUrl"] = town.Emulators.ToString(),
            ["Puppet:X:BaseUrl"] = new Uri(town.Emulators, "/x").ToString(),
            // What is made up or read at intervals would be posts and calls that no test asked for.
            ["Puppet:Events:Generate"] = "false",
            ["Puppet:Social:ReadMentions"] = "false",
        });
        builder.Configuration.AddInMemoryCollection(setup.Settings);
        var world = new World(town.WorldId, IsLive: false);
        var services = builder.Services;
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Error).AddProvider(points.Errors));
        services.AddSingleton<TimeProvider>(town.Clock);
        services.AddSingleton(new Worlds(world, world, world));
        setup.Before?.Invoke(services);
        services.AddPuppetStorage(builder.Configuration);
        services.AddXProvider();
        services.AddWebProvider();
        services.AddLlmProviders(builder.Configuration);
        services.AddPuppetGrains(builder.Configuration);
        setup.Change?.Invoke(services, gauge);
        DyingPort.AroundAll(services, points, gauge);
        services.Decorate<ILlmTierSource>(inner => new DyingTiers(inner, points));
        services.Decorate<ILlmBudget>(inner => new GaugedBudget(inner, gauge));
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(serviceId: "puppet", clusterId: "puppet")
            .UseSqlite(Path.Combine(town.Directory, "grains.db"), Hook(setup.BeforeCommit), Hook(setup.AfterCommit))
            .UseStorageFault(new DyingState(points, setup.OnStorage)));
        var host = builder.Build();
        await await Task.WhenAny(host.StartAsync(), points.Stopped);
        return new Process(host, gauge, town.Clock, points);
    }

    /// <summary>Lets virtual time pass until an instant, until something else is reached, or until the process stops; true when it goes on.</summary>
    public Task<bool> RunUntilAsync(DateTimeOffset end, Func<bool>? reached = null) => RunUntilAsync(end, [this], reached);

    /// <summary>Lets virtual time pass for some time, or until the process stops; true when it goes on.</summary>
    public Task<bool> RunAsync(TimeSpan time) => RunUntilAsync(_clock.GetUtcNow() + time, [this]);

    /// <summary>Lets virtual time pass for several processes of a town until an instant, until something else is reached, or until one of them stops; true when all go on.</summary>
    public static async Task<bool> RunUntilAsync(DateTimeOffset end, Process[] processes, Func<bool>? reached = null)
    {
        var clock = processes[0]._clock;
        while (true)
        {
            await SettleAsync(processes);
            var left = end - clock.GetUtcNow();
            var stopped = processes.Any(p => p.Points.Stopped.IsCompleted);
            if (stopped || left <= TimeSpan.Zero || reached?.Invoke() == true)
            {
                return !stopped;
            }

            var next = clock.UntilNext ?? TimeSpan.MaxValue;
            clock.Advance(next < left ? next : left);
        }
    }

    /// <summary>Waits until nothing can go on but by the clock.</summary>
    public Task SettleAsync() => SettleAsync([this]);

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

    /// <summary>Waits until the silos are idle, outside nothing moves and the pool rests, or one of the processes stops.</summary>
    private static async Task SettleAsync(Process[] processes)
    {
        var stopped = Task.WhenAny(processes.Select(p => p.Points.Stopped));
        while (true)
        {
            var changes = processes.Sum(p => p._gauge.Changes);
            await Task.WhenAny(Task.WhenAll(processes.SelectMany(p => new[] { p._silo.WhenIdle(), p._gauge.WhenStill() })), stopped);
            if (stopped.IsCompleted)
            {
                return;
            }

            ThreadPoolRest.Wait();
            if (changes == processes.Sum(p => p._gauge.Changes) && processes.All(p => p._gauge.WhenStill().IsCompleted && p._silo.WhenIdle().IsCompleted))
            {
                return;
            }
        }
    }

    private static Action<int>? Hook(Action? hook) => hook is null ? null : _ => hook();
}
