namespace PuppetEngine.Tests.TestHost;

/// <summary>
/// Counts what is under way outside of the silo and ends by itself (disks, a network that answers), so that a driver knows when only the
/// clock can move things on. A call that hangs is not counted while it hangs.
/// </summary>
public sealed class OutsideGauge
{
    private readonly Lock _gate = new();
    private int _moving;
    private int _changes;
    private TaskCompletionSource _still = Ended();

    /// <summary>Grows with every beginning and every end.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Completed while nothing is under way that ends by itself.</summary>
    public Task WhenStill()
    {
        lock (_gate)
        {
            return _still.Task;
        }
    }

    /// <summary>Counts a call until its caller has gone on, or stands in the queue in which it will.</summary>
    public Task<T> CountAsync<T>(Func<Task<T>> call)
    {
        // Who waits for it goes on, or is queued, while its end is set, and so before the count falls: else a thread that the machine
        // takes away between the two would look like rest, and the clock would move.
        var told = new TaskCompletionSource<T>();
        Add(1);
        _ = TellAsync();
        return told.Task;

        async Task TellAsync()
        {
            var called = Begin(call);
            await ((Task)called).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            told.SetFromTask(called);
            Add(-1);
        }
    }

    /// <summary>Hangs, within a call that is counted, until the token cuts it off.</summary>
    public async Task HangAsync(TimeProvider clock, CancellationToken cut)
    {
        Add(-1);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cut);
        }
        finally
        {
            Add(1);
        }
    }

    /// <summary>Something began that no call counts.</summary>
    public void Begin() => Add(1);

    /// <summary>Something ended that no call counts.</summary>
    public void End() => Add(-1);

    private static Task<T> Begin<T>(Func<Task<T>> call)
    {
        try
        {
            return call();
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }

    private void Add(int change)
    {
        lock (_gate)
        {
            _changes++;
            _moving += change;
            if (_moving == 0)
            {
                _still.TrySetResult();
            }
            else if (_still.Task.IsCompleted)
            {
                _still = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private static TaskCompletionSource Ended()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ended.SetResult();
        return ended;
    }
}
