using PuppetEngine.Providers.Storage.Postgres;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Tests.TestKit.Postgres;

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>A PostgreSQL database of its own for the tests of one class; they are skipped where there is no server.</summary>
public sealed class PostgresStorage : IAsyncDisposable
{
    private readonly PostgresDatabase? _database;

    public PostgresStorage()
    {
        if (PostgresServer.Missing is null)
        {
            ConnectionString = PostgresServer.Shared.CreateDatabase();
            _database = new PostgresDatabase(ConnectionString);
        }
    }

    internal string ConnectionString { get; } = "";

    internal SqlDatabase Database
    {
        get
        {
            Assert.SkipWhen(_database is null, PostgresServer.Missing ?? "");
            return _database;
        }
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
