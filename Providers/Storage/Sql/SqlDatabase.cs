namespace PuppetEngine.Providers.Storage.Sql;

/// <summary>The database behind all ports of this room. Thread-safe.</summary>
internal abstract class SqlDatabase : IAsyncDisposable
{
    /// <summary>Its name for messages: a file name, or a host and database; never a password.</summary>
    internal abstract string Name { get; }

    /// <summary>Runs a query that sees every write that returned before. Off the caller's thread, so that no grain's turn waits on a disk.</summary>
    /// <exception cref="StorageException">It could not be read.</exception>
    internal abstract Task<T> ReadAsync<T>(Func<SqlSession, T> query, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a unit of work in a transaction: all of it is on disk when the task ends, or nothing of it when it fails. The work may run
    /// again from its beginning, so it keeps nothing outside.
    /// </summary>
    /// <exception cref="StorageException">Nothing was stored; or, when the connection broke at the commit, it is unknown whether all was.</exception>
    internal abstract Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
