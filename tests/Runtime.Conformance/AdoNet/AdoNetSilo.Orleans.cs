using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using PuppetEngine.Tests.TestKit.Processes;

namespace PuppetEngine.Tests.Runtime.Conformance.AdoNet;

/// <summary>An Orleans silo over TCP on loopback with storage, reminders and (asked for) membership in one database.</summary>
internal sealed class AdoNetSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private AdoNetSilo(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IGrainStorage Storage => _host.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    public IReminderTable Reminders => _host.Services.GetRequiredService<IReminderTable>();

    public IServiceProvider Services => _host.Services;

    public SiloAddress Address => _host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public static async Task<AdoNetSilo> StartAsync(TestDatabase database, ReminderWitness? clusterWitness = null, bool deleteOnClear = false, string serviceId = "puppet")
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo =>
        {
            var (siloPort, gatewayPort) = (FreePort.Next(), FreePort.Next());
            if (clusterWitness is not null)
            {
                silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (database.Invariant, database.ConnectionString));
                silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (serviceId, "test"));
                silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
                silo.Services.AddSingleton(clusterWitness);
                silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromSeconds(1));
                silo.Configure<ClusterMembershipOptions>(options =>
                {
                    // A killed neighbour is found in a second instead of half a minute.
                    options.ProbeTimeout = TimeSpan.FromMilliseconds(500);
                    options.NumMissedProbesLimit = 2;
                    options.TableRefreshTimeout = TimeSpan.FromSeconds(2);
                });
            }
            else
            {
                silo.UseLocalhostClustering(siloPort, gatewayPort, null, serviceId, "test");
            }

            silo.AddAdoNetGrainStorageAsDefault(options =>
            {
                (options.Invariant, options.ConnectionString) = (database.Invariant, database.ConnectionString);
                options.DeleteStateOnClear = deleteOnClear;
            });
            silo.Services.AddSingleton<IGrainStorageSerializer, SystemTextJsonGrainStorageSerializer>();
            silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (database.Invariant, database.ConnectionString));
        });
        var host = builder.Build();
        await host.StartAsync();
        return new AdoNetSilo(host);
    }

    /// <summary>Stops without goodbye: no deactivation, no word to the neighbours.</summary>
    public async Task KillAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true));
    }

    /// <summary>Completes when this silo has declared another one dead. Arm it before the kill.</summary>
    public Task WaitUntilDeadAsync(SiloAddress address)
    {
        var oracle = _host.Services.GetRequiredService<ISiloStatusOracle>();
        var listener = new DeathListener(address);
        oracle.SubscribeToSiloStatusEvents(listener);
        return listener.Dead.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class DeathListener(SiloAddress address) : ISiloStatusListener
    {
        public TaskCompletionSource Dead { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
        {
            if (updatedSilo.Equals(address) && status == SiloStatus.Dead)
            {
                Dead.TrySetResult();
            }
        }
    }
}
