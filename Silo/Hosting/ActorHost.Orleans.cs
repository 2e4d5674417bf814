using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Providers.Storage;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// The actor host that this build was made for: Microsoft Orleans. With <c>Puppet:Storage:Provider</c> = <c>sqlite</c> one silo on
/// this machine, its state and reminders in <c>grains.db</c>; with <c>postgres</c> as many silos as share that database, which then
/// holds membership, state and reminders.
/// </summary>
internal static class ActorHost
{
    /// <summary>What the start says it is.</summary>
    public const string Name = "orleans";

    /// <summary>Which service the stored state and reminders belong to; never changes, or they are not found again.</summary>
    private const string ServiceId = "puppet";

    /// <summary>Adds the silo, its grain state and its reminders.</summary>
    public static void Add(WebApplicationBuilder builder, string dataDirectory)
    {
        var cluster = builder.Configuration.GetSection(ClusterOptionsSection.Name).Get<ClusterOptionsSection>() ?? new ClusterOptionsSection();
        var storage = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        var isPostgres = string.Equals(storage.Provider, "postgres", StringComparison.OrdinalIgnoreCase);
        var tables = isPostgres ? OrleansTables.Postgres(storage.ConnectionString) : OrleansTables.Sqlite(Path.Combine(dataDirectory, "grains.db"));
        if (!IPAddress.TryParse(cluster.Address, out var address) || !IPAddress.IsLoopback(address))
        {
            throw new StartupException(
                $"Puppet:Cluster:Address is {cluster.Address}, but silo ports speak without encryption. Set it to 127.0.0.1 and put a mutually authenticated tunnel in front of the ports.", null);
        }

        ClusterPorts.Check(address, cluster);

        // Before the silo starts, and again harmless.
        builder.Services.AddSingleton<IHostedService>(tables);
        builder.UseOrleans(silo =>
        {
            if (isPostgres)
            {
                silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (tables.Invariant, tables.ConnectionString));
                silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ServiceId, cluster.Id));
                silo.ConfigureEndpoints(address, cluster.SiloPort, cluster.GatewayPort);
            }
            else
            {
                silo.UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort, null, ServiceId, cluster.Id);
            }

            silo.AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (tables.Invariant, tables.ConnectionString));
            silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (tables.Invariant, tables.ConnectionString));
            silo.AddDashboard();
        });
        if (!isPostgres)
        {
            OneWriter.Queue(builder.Services);
        }
    }

    /// <summary>Maps Orleans' dashboard behind the gateway's own guards: it needs the scope <c>admin</c>.</summary>
    public static void Map(WebApplication app) => app.MapOrleansDashboard(GatewayHostingExtensions.DashboardPath);
}
