using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using PuppetEngine.LocalRuntime;
using PuppetEngine.Tests.Runtime.Conformance.Probes;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Runtime.Conformance.Fixtures;

/// <summary>One LocalRuntime silo on a test's SQLite file, all of it on the test's clock.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly IHost _host;
    private bool _stopped;

    private TestSilo(IHost host, VirtualTimeProvider clock) => (_host, Clock) = (host, clock);

    /// <summary>The clock of everything a grain can see.</summary>
    public VirtualTimeProvider Clock { get; }

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public Witness Witness => Services.GetRequiredService<Witness>();

    private ILocalSilo Silo => Services.GetRequiredService<ILocalSilo>();

    /// <summary>Starts a silo; with the clock of the one before it, where a test restarts.</summary>
    public static async Task<TestSilo> StartAsync(TestStorage storage, Action<TestSiloSettings>? configure = null, VirtualTimeProvider? clock = null)
    {
        var settings = new TestSiloSettings();
        configure?.Invoke(settings);
        clock ??= new VirtualTimeProvider();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(serviceId: "puppet", clusterId: "test");
            silo.UseSqlite(storage.File);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout);
            silo.Configure<GrainCollectionOptions>(options => (options.CollectionAge, options.CollectionQuantum) = (settings.CollectionAge, settings.CollectionQuantum));
            silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = settings.MinimumReminderPeriod);
            silo.Services.AddSingleton<TimeProvider>(clock);
            silo.Services.AddSingleton<Witness>();
            settings.Services?.Invoke(silo.Services);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new TestSilo(host, clock);
    }

    /// <summary>Passes time, step by step, until something has ended, well or not; fails after <paramref name="atMost"/> of virtual time.</summary>
    public async Task AdvanceUntilAsync(Task happened, TimeSpan step, TimeSpan atMost)
    {
        for (var passed = TimeSpan.Zero; passed <= atMost; passed += step)
        {
            await Silo.WhenIdle();
            if (happened.IsCompleted)
            {
                return;
            }

            Clock.Advance(step);
        }

        Assert.True(happened == await Task.WhenAny(happened, Task.Delay(Patience, TimeProvider.System)), $"Nothing had happened after {atMost} of virtual time.");
    }

    /// <summary>Passes time in one step and lets what came due run to its end.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await Silo.WhenIdle();
    }

    /// <summary>Ends the silo as a process that dies: no goodbye to its grains.</summary>
    public Task KillAsync()
    {
        _stopped = true;
        Silo.Kill();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            // A call that a failed test left behind must not hold up the others.
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            await _host.StopAsync(patience.Token);
        }

        _host.Dispose();
    }
}
