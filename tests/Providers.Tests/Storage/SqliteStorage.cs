using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Providers.Storage.Sqlite;

namespace PuppetEngine.Tests.Providers.Storage;

/// <summary>A SQLite database for the tests of one class.</summary>
public sealed class SqliteStorage : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public SqliteStorage() => Database = SqliteDatabase.Open(_directory.File("puppet.db"));

    internal SqlDatabase Database { get; }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _directory.Dispose();
    }
}
