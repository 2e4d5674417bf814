namespace PuppetEngine.LocalRuntime.Scheduling;

/// <summary>Counts what is under way in a silo, so that a test that moves the clock can first wait until nothing is.</summary>
internal sealed class SiloActivity
{
    private readonly Lock _gate = new();
    private long _busy;
    private TaskCompletionSource? _idle;

    internal void Enter() => Interlocked.Increment(ref _busy);

    internal void Leave()
    {
        if (Interlocked.Decrement(ref _busy) == 0 && Volatile.Read(ref _idle) is not null)
        {
            Tell();
        }
    }

    /// <summary>Ends when no turn runs or waits to run, and no storage operation is under way.</summary>
    internal Task WhenIdle()
    {
        TaskCompletionSource idle;
        lock (_gate)
        {
            idle = _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (Interlocked.Read(ref _busy) == 0)
        {
            Tell();
        }

        return idle.Task;
    }

    private void Tell()
    {
        lock (_gate)
        {
            _idle?.TrySetResult();
            _idle = null;
        }
    }
}
