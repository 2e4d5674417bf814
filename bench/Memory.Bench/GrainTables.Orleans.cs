using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Orleans.Hosting;

namespace PuppetEngine.Memory.Bench;

/// <summary>Where grains keep their state: Orleans' ADO.NET providers on the same tables.</summary>
internal static class GrainTables
{
    private const string Invariant = "System.Data.SQLite";

    internal static void Add(ISiloBuilder silo, string file)
    {
        var connection = $"Data Source={file}";
        Create(connection);
        silo.UseLocalhostClustering(FreePort(), FreePort(), null, "puppet", "bench");
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, connection));
        silo.AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (Invariant, connection));
    }

    private static void Create(string connectionString)
    {
        using var script = new StreamReader(typeof(GrainTables).Assembly.GetManifestResourceStream("orleans.sqlite.sql")!);
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script.ReadToEnd();
        command.ExecuteNonQuery();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
