using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Storage;

namespace PuppetEngine.Runtime.Bench;

/// <summary>One Orleans silo on a SQLite file, for comparison.</summary>
internal sealed class BenchSilo(IHost host) : IAsyncDisposable
{
    internal const string Name = "Orleans";

    internal IGrainFactory Grains { get; } = host.Services.GetRequiredService<IGrainFactory>();

    internal static async Task<BenchSilo> Start(string file)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = $"Data Source={file}";
        await CreateTables(connection);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort(), FreePort(), null, "puppet", "bench")
            .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = ("System.Data.SQLite", connection))
            .AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = ("System.Data.SQLite", connection))
            .Services.AddSingleton<IGrainStorageSerializer, SystemTextJsonGrainStorageSerializer>());
        var host = builder.Build();
        await host.StartAsync();
        return new BenchSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private static async Task CreateTables(string connectionString)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "orleans.sql"));
        await command.ExecuteNonQueryAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
