using Microsoft.Data.Sqlite;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Sqlite;

namespace PuppetEngine.Providers.Storage.Sqlite;

/// <summary>
/// The tables in one SQLite file: one writer whose callers share transactions, readers beside it. The file belongs to one process;
/// <see cref="DataDirectory"/> sees to that.
/// </summary>
internal sealed class SqliteDatabase : SqlDatabase
{
    // Readers on disk gain nothing from more threads than this, and a burst of pages must not take the whole thread pool.
    private const int MostReaders = 8;

    private readonly SqliteConnections _connections;
    private readonly SqliteGroupWriter _writer;
    private readonly SemaphoreSlim _readers = new(MostReaders);
    private readonly Action<string>? _beforeStatement;

    private SqliteDatabase(SqliteConnections connections, SqliteGroupWriter writer, SqliteFaults? faults) =>
        (_connections, _writer, _beforeStatement) = (connections, writer, faults?.BeforeStatement);

    internal override string Name => _connections.Path;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="StorageException">It cannot be opened, is damaged, or was made by a newer release.</exception>
    internal static SqliteDatabase Open(string path, SqliteFaults? faults = null)
    {
        var connections = new SqliteConnections(path);
        SqliteGroupWriter? writer = null;
        try
        {
            if (File.Exists(connections.Path) && new FileInfo(connections.Path).Length > 0)
            {
                CheckVersion(connections);
            }

            writer = new SqliteGroupWriter(connections, SqlScripts.Sqlite, faults?.Writer);
            return new SqliteDatabase(connections, writer, faults);
        }
        catch (Exception e)
        {
            writer?.Kill();
            connections.Dispose();
            throw e switch
            {
                SqliteException sqlite => SqliteErrors.Translate(sqlite, connections.Path),
                UnauthorizedAccessException or IOException and not StorageException =>
                    new DataDirectoryNotWritableException(connections.Path, "it cannot be opened or made.", e),
                _ => e,
            };
        }
    }

    internal override async Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken)
    {
        await _readers.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => _connections.Read(session => query(new SqliteSqlSession(session))), cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Translate(e, Name);
        }
        finally
        {
            _readers.Release();
        }
    }

    internal override async Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // Not cancelled once it is queued: a caller that gave up must not leave it unknown whether its work was stored.
            return await _writer.Write(session => work(new SqliteSqlSession(session, _beforeStatement))).ConfigureAwait(false);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Translate(e, Name);
        }
        catch (SqliteWriterStoppedException e)
        {
            throw new StorageException($"'{Name}' is closed; nothing of this write is stored. Start the host again.", e);
        }
    }

    /// <summary>Ends as a killed process does: nothing that was not committed is stored.</summary>
    internal void Kill()
    {
        _writer.Kill();
        _connections.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        _connections.Dispose();
        _readers.Dispose();
    }

    private static void CheckVersion(SqliteConnections connections)
    {
        var found = connections.Read(session =>
        {
            var sql = new SqliteSqlSession(session);
            return sql.Number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'") == 0
                ? null
                : sql.Number("SELECT version FROM schema_version");
        });
        if (found > StorageOptions.SchemaVersion)
        {
            throw new DatabaseTooNewException($"'{connections.Path}'", found.Value, StorageOptions.SchemaVersion);
        }
    }
}
