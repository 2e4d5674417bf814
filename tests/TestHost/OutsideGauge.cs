namespace PuppetEngine.Tests.TestHost;

/// <summary>Counts what is under way outside of the silo (network, tables), so that a driver knows when only the clock can move things on.</summary>
public sealed class OutsideGauge
{
    private readonly Lock _gate = new();
    private int _underWay;
    private int _changes;
    private TaskCompletionSource? _none;

    /// <summary>Calls under way now.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Grows with every beginning and every end.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Ends when no call is under way.</summary>
    public Task WhenNone()
    {
        lock (_gate)
        {
            return _underWay == 0 ? Task.CompletedTask : (_none ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Counts a call while it runs.</summary>
    public async Task<T> CountAsync<T>(Func<Task<T>> call)
    {
        Step(1);
        try
        {
            return await call();
        }
        finally
        {
            Step(-1);
        }
    }

    /// <summary>Something began.</summary>
    public void Begin() => Step(1);

    /// <summary>Something ended.</summary>
    public void End() => Step(-1);

    /// <summary>Something ended, and its caller goes on first.</summary>
    public void EndAfterwards() => ThreadPool.UnsafeQueueUserWorkItem(static gauge => gauge.End(), this, preferLocal: false);

    private void Step(int by)
    {
        lock (_gate)
        {
            _underWay += by;
            _changes++;
            if (_underWay == 0)
            {
                _none?.TrySetResult();
                _none = null;
            }
        }
    }
}
