using Npgsql;
using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Postgres;

/// <summary>
/// The tables in PostgreSQL, for many silos. Each unit of work is one transaction on a pooled connection; the server itself groups the
/// flushes of those that commit at once. The driver's blocking calls run on a bounded number of threads of the pool.
/// </summary>
internal sealed class PostgresDatabase : SqlDatabase
{
    private const int MostCalls = 16;
    private const int MostRuns = 3;

    // Two silos that start at once must not make the tables twice. Any number serves that nobody else uses in this database.
    private const long SchemaLock = 0x7075_7070_6574;

    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _calls = new(MostCalls);
    private readonly SemaphoreSlim _opening = new(1);
    private volatile bool _open;

    internal PostgresDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 100;
        }

        settings.ApplicationName ??= "puppet";
        Name = $"PostgreSQL {settings.Host}:{settings.Port}/{settings.Database}";
        _source = NpgsqlDataSource.Create(settings);
    }

    internal override string Name { get; }

    internal override Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken) =>
        CallAsync(
            () =>
            {
                using var connection = _source.OpenConnection();
                return query(new PostgresSqlSession(connection, null));
            },
            cancellationToken);

    internal override Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        CallAsync(
            () =>
            {
                for (var run = 1; ; run++)
                {
                    try
                    {
                        using var connection = _source.OpenConnection();
                        using var transaction = connection.BeginTransaction();
                        var result = work(new PostgresSqlSession(connection, transaction));
                        transaction.Commit();
                        return result;
                    }
                    catch (NpgsqlException e) when (run < MostRuns && PostgresErrors.IsRetryable(e))
                    {
                        // Rolled back by the server in favour of another transaction; nothing of it is stored.
                    }
                }
            },
            cancellationToken);

    public override ValueTask DisposeAsync()
    {
        _calls.Dispose();
        _opening.Dispose();
        return _source.DisposeAsync();
    }

    private async Task<T> CallAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        await _calls.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_open)
            {
                await OpenAsync(cancellationToken).ConfigureAwait(false);
            }

            return await Task.Run(call, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException e)
        {
            throw PostgresErrors.Translate(e, Name);
        }
        finally
        {
            _calls.Release();
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_open)
            {
                return;
            }

            await Task.Run(MakeTables, cancellationToken).ConfigureAwait(false);
            _open = true;
        }
        finally
        {
            _opening.Release();
        }
    }

    private void MakeTables()
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        var session = new PostgresSqlSession(connection, transaction);
        session.Rows("SELECT pg_advisory_xact_lock(@lock)", static _ => true, ("@lock", SchemaLock));
        var found = session.Number("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_version'") == 0
            ? null
            : session.Number("SELECT version FROM schema_version");
        if (found > StorageOptions.SchemaVersion)
        {
            throw new DatabaseTooNewException(Name, found.Value, StorageOptions.SchemaVersion);
        }

        session.Execute(SqlScripts.Postgres);
        transaction.Commit();
    }
}
