using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using PuppetEngine.Tests.Runtime.Conformance.Probes;
using PuppetEngine.Tests.TestKit.Processes;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Runtime.Conformance.Fixtures;

/// <summary>
/// One Orleans silo on a test's SQLite file. Timers and reminders run on the test's clock. Membership and the silo's own
/// housekeeping run on the machine's, as nothing of theirs is under test; so do call timeouts and idle collection, because Orleans
/// measures the age of a call and of an activation by the machine's stopwatch: a test of them waits in earnest, for a few seconds.
/// </summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private const string Invariant = "System.Data.SQLite";
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly IHost _host;
    private bool _stopped;

    private TestSilo(IHost host, VirtualTimeProvider clock) => (_host, Clock) = (host, clock);

    /// <summary>The clock of everything a grain can see.</summary>
    public VirtualTimeProvider Clock { get; }

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public Witness Witness => Services.GetRequiredService<Witness>();

    /// <summary>Starts a silo; with the clock of the one before it, where a test restarts.</summary>
    public static async Task<TestSilo> StartAsync(TestStorage storage, Action<TestSiloSettings>? configure = null, VirtualTimeProvider? clock = null)
    {
        var settings = new TestSiloSettings();
        configure?.Invoke(settings);
        clock ??= new VirtualTimeProvider();
        var connection = $"Data Source={storage.File}";
        CreateTables(connection);

        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Next(), FreePort.Next(), null, "puppet", "test");
            silo.AddAdoNetGrainStorage("AdoNet", options => (options.Invariant, options.ConnectionString) = (Invariant, connection));
            silo.Services.AddSingleton<PowerSwitch>();
            silo.Services.AddGrainStorage("Default", static (services, _) => new SwitchedGrainStorage(
                services.GetRequiredKeyedService<IGrainStorage>("AdoNet"), services.GetRequiredService<PowerSwitch>()));
            silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, connection));
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.ResponseTimeout);
            silo.Configure<GrainCollectionOptions>(options => (options.CollectionAge, options.CollectionQuantum) = (settings.CollectionAge, settings.CollectionQuantum));
            silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = settings.MinimumReminderPeriod);
            silo.Services.AddSingleton<IGrainStorageSerializer, SystemTextJsonGrainStorageSerializer>();
            silo.Services.AddSingleton<TimeProvider>(clock);
            silo.Services.AddKeyedSingleton(TimeProviderNames.Membership, TimeProvider.System);
            silo.Services.AddKeyedSingleton(TimeProviderNames.Messaging, TimeProvider.System);
            silo.Services.AddKeyedSingleton(TimeProviderNames.ActivationManagement, TimeProvider.System);
            silo.Services.AddKeyedSingleton(TimeProviderNames.SystemTimers, TimeProvider.System);
            silo.Services.AddKeyedSingleton(TimeProviderNames.GrainDirectory, TimeProvider.System);
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
        // Orleans does not say when it has nothing left to do, so each step is given a moment of real time to run out.
        for (var passed = TimeSpan.Zero; passed <= atMost; passed += step)
        {
            await Task.WhenAny(happened, Task.Delay(Glance, TimeProvider.System));
            if (happened.IsCompleted)
            {
                return;
            }

            Clock.Advance(step);
        }

        Assert.True(happened == await Task.WhenAny(happened, Task.Delay(Patience, TimeProvider.System)), $"Nothing had happened after {atMost} of virtual time.");
    }

    /// <summary>Passes time in one step and gives what came due a moment to run.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await Task.Delay(Glance * 5, TimeProvider.System);
    }

    /// <summary>
    /// Ends the silo as a process that dies: from now on nothing is stored any more. Orleans cannot be killed inside a process and
    /// still tells its grains to end; what they then do stays without effect.
    /// </summary>
    public async Task KillAsync()
    {
        _stopped = true;
        Services.GetRequiredService<PowerSwitch>().IsOff = true;
        await _host.StopAsync(new CancellationToken(canceled: true));
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

    private static void CreateTables(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sql", "sqlite", "orleans.sql"));
        command.ExecuteNonQuery();
    }
}
