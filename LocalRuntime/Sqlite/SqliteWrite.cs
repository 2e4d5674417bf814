namespace PuppetEngine.Sqlite;

/// <summary>A caller's piece of work in the queue of a <see cref="SqliteGroupWriter"/>.</summary>
internal abstract class SqliteWrite
{
    /// <summary>What the work threw; null while it has not.</summary>
    internal Exception? Failure { get; private protected set; }

    /// <summary>Runs the work inside the open transaction, keeping its result or its failure.</summary>
    internal abstract void Run(SqliteSession session);

    /// <summary>Tells the caller: the work's own failure, else that of its group, else its result.</summary>
    internal abstract void Complete(Exception? groupFailure);
}

/// <summary>A piece of work with a result.</summary>
internal sealed class SqliteWrite<T>(Func<SqliteSession, T> work) : SqliteWrite
{
    // Continuations must not run on the writer's thread.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    internal Task<T> Done => _done.Task;

    internal override void Run(SqliteSession session)
    {
        try
        {
            _result = work(session);
        }
        catch (Exception e)
        {
            Failure = e;
        }
    }

    internal override void Complete(Exception? groupFailure)
    {
        if ((Failure ?? groupFailure) is { } failure)
        {
            _done.TrySetException(failure);
        }
        else
        {
            _done.TrySetResult(_result!);
        }
    }
}
