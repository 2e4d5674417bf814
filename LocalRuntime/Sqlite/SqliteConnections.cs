using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace PuppetEngine.Sqlite;

/// <summary>
/// The connections to one database file: write-ahead logging, so that readers never wait for the writer; <c>synchronous=FULL</c>, so
/// that a commit that returned survives a power cut; a busy timeout, for a second process that reads along. Thread safe.
/// </summary>
internal sealed class SqliteConnections : IDisposable
{
    /// <summary>How long a statement waits for a lock of another process.</summary>
    internal static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private const int KeptReaders = 8;

    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private volatile bool _disposed;

    /// <summary>Names the file; it is made, with its folder, by the first connection.</summary>
    internal SqliteConnections(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>Full path of the database file.</summary>
    internal string Path { get; }

    /// <summary>Opens a connection that writes. There should be one per file: <see cref="SqliteGroupWriter"/>.</summary>
    internal SqliteSession OpenWriter()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var session = Open(SqliteOpenMode.ReadWriteCreate);
        // A page cache of 32 MiB; a checkpoint every 8,000 pages keeps the log near 32 MiB, and writes a page once that changed many times.
        session.Script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=8000;");
        return session;
    }

    /// <summary>Reads on the calling thread, with a session that nobody else uses meanwhile. Sees every commit that returned before.</summary>
    internal T Read<T>(Func<SqliteSession, T> query)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_readers.TryTake(out var session))
        {
            session = OpenReader();
        }

        var whole = false;
        try
        {
            var result = query(session);
            whole = true;
            return result;
        }
        finally
        {
            // A session whose statement failed may still hold a lock; it is not kept.
            if (whole && !_disposed && _readers.Count < KeptReaders)
            {
                _readers.Add(session);
            }
            else
            {
                session.Dispose();
            }
        }
    }

    /// <summary>Opens a connection that cannot write. The caller disposes it.</summary>
    internal SqliteSession OpenReader()
    {
        var session = Open(SqliteOpenMode.ReadWrite);
        session.Script("PRAGMA query_only=ON; PRAGMA cache_size=-2048;");
        return session;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _disposed = true;
        while (_readers.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private SqliteSession Open(SqliteOpenMode mode)
    {
        SqliteNative.Bind();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = mode,
            // Sessions are kept here, with their statements; a pool below would keep files open after a kill.
            Pooling = false,
            DefaultTimeout = (int)BusyTimeout.TotalSeconds,
        }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout={(int)BusyTimeout.TotalMilliseconds};";
            command.ExecuteNonQuery();
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
