using Npgsql;
using PuppetEngine.Providers.Storage.Postgres;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>A PostgreSQL database of its own for the tests of one class; they are skipped where there is no server.</summary>
public sealed class PostgresStorage : IAsyncDisposable
{
    private readonly PostgresDatabase? _database;

    public PostgresStorage(PostgresServer server)
    {
        if (server.ConnectionString is not { } text)
        {
            return;
        }

        var settings = new NpgsqlConnectionStringBuilder(text);
        var name = $"puppet_{Guid.NewGuid():N}";
        using (var connection = new NpgsqlConnection(text))
        {
            connection.Open();
            using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
            command.ExecuteNonQuery();
        }

        settings.Database = name;
        ConnectionString = settings.ToString();
        _database = new PostgresDatabase(ConnectionString);
    }

    internal string ConnectionString { get; } = "";

    internal SqlDatabase Database
    {
        get
        {
            Assert.SkipWhen(_database is null, PostgresServer.HowToGetOne);
            return _database;
        }
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
