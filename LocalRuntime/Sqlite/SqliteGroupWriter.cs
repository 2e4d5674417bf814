namespace PuppetEngine.Sqlite;

/// <summary>
/// The one writer of a database file. Work that waits while a commit is under way shares the next transaction and its one flush to
/// disk, so that many callers cost as much as one. Work runs in the order it came; each in a savepoint of its own, so that what fails
/// takes nothing of its neighbours with it. A caller is told only after its transaction is on disk.
/// </summary>
internal sealed class SqliteGroupWriter : IAsyncDisposable
{
    /// <summary>Callers in one transaction at most; beyond it the first would wait too long for the last.</summary>
    internal const int LargestGroup = 512;

    // A monitor, because its wait does not spin: the writer waits some thousand times a second, and a processor spent on that is a caller's.
    private readonly object _gate = new();
    private readonly SqliteConnections _connections;
    private readonly SqliteWriterHooks _hooks;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Queue<SqliteWrite> _queue = new();
    private Stop _stop;

    private enum Stop
    {
        No,
        Drain,
        Kill,
    }

    /// <summary>Opens the file and starts the writer.</summary>
    /// <param name="connections">The file. It stays the caller's.</param>
    /// <param name="schema">A script that is run first, in a transaction; null for none.</param>
    /// <param name="hooks">Faults for tests.</param>
    internal SqliteGroupWriter(SqliteConnections connections, string? schema = null, SqliteWriterHooks? hooks = null)
    {
        _connections = connections;
        _hooks = hooks ?? new SqliteWriterHooks();
        var session = connections.OpenWriter();
        try
        {
            if (schema is not null)
            {
                session.Script("BEGIN IMMEDIATE");
                session.Script(schema);
                session.Script("COMMIT");
            }
        }
        catch
        {
            session.Dispose();
            throw;
        }

        _thread = new Thread(() => Write(session)) { IsBackground = true, Name = $"sqlite {Path.GetFileName(connections.Path)}" };
        _thread.Start();
    }

    /// <summary>Runs <paramref name="work"/> on the writer's thread; the task ends when its transaction is on disk.</summary>
    /// <exception cref="SqliteWriterStoppedException">The writer was stopped before the commit: nothing of this work is stored.</exception>
    internal Task<T> Write<T>(Func<SqliteSession, T> work)
    {
        var write = new SqliteWrite<T>(work);
        lock (_gate)
        {
            if (_stop != Stop.No)
            {
                return Task.FromException<T>(new SqliteWriterStoppedException(_connections.Path));
            }

            _queue.Enqueue(write);
            if (_queue.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }

        return write.Done;
    }

    /// <summary>Drops what is not committed and returns when nothing more can be written: as if the process had died here.</summary>
    internal void Kill()
    {
        End(Stop.Kill);
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    /// <summary>Commits what is queued, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        End(Stop.Drain);
        await _ended.Task.ConfigureAwait(false);
    }

    private void End(Stop how)
    {
        lock (_gate)
        {
            _stop = _stop > how ? _stop : how;
            Monitor.Pulse(_gate);
        }
    }

    private void Write(SqliteSession session)
    {
        try
        {
            var group = new Queue<SqliteWrite>();
            while (true)
            {
                lock (_gate)
                {
                    while (_queue.Count == 0)
                    {
                        if (_stop != Stop.No)
                        {
                            return;
                        }

                        Monitor.Wait(_gate);
                    }

                    (group, _queue) = (_queue, group);
                }

                while (group.Count > 0)
                {
                    Commit(session, group);
                }
            }
        }
        finally
        {
            session.Dispose();
            _ended.TrySetResult();
        }
    }

    private void Commit(SqliteSession session, Queue<SqliteWrite> waiting)
    {
        var group = new List<SqliteWrite>(Math.Min(waiting.Count, LargestGroup));
        while (group.Count < LargestGroup && waiting.TryDequeue(out var write))
        {
            group.Add(write);
        }

        Exception? failure = null;
        try
        {
            ThrowIfKilled();
            session.Statement("BEGIN IMMEDIATE").Execute();
            foreach (var write in group)
            {
                RunInSavepoint(session, write);
            }

            _hooks.BeforeCommit?.Invoke(group.Count);
            ThrowIfKilled();
            session.Statement("COMMIT").Execute();
            _hooks.AfterCommit?.Invoke(group.Count);
        }
        catch (Exception e)
        {
            // Not swallowed: every caller of the group gets it.
            failure = e;
            Rollback(session);
        }

        foreach (var write in group)
        {
            write.Complete(failure);
        }
    }

    private static void RunInSavepoint(SqliteSession session, SqliteWrite write)
    {
        session.Statement("SAVEPOINT w").Execute();
        write.Run(session);
        if (write.Failure is not null)
        {
            session.Statement("ROLLBACK TO w").Execute();
        }

        session.Statement("RELEASE w").Execute();
    }

    private static void Rollback(SqliteSession session)
    {
        // SQLite may have rolled back by itself (disk full), and after AfterCommit there is nothing open.
        if (SQLitePCL.raw.sqlite3_get_autocommit(session.Connection.Handle) == 0)
        {
            session.Statement("ROLLBACK").Execute();
        }
    }

    private void ThrowIfKilled()
    {
        lock (_gate)
        {
            if (_stop == Stop.Kill)
            {
                throw new SqliteWriterStoppedException(_connections.Path);
            }
        }
    }
}
