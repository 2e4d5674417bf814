namespace PuppetEngine.Emulators;

/// <summary>When the emulator stops, and what it still has to do after a connection is gone.</summary>
internal sealed class EmulatorLifetime : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly HashSet<ITimer> _pending = [];

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>From now on nothing takes effect any more. Set before the logs are closed.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Marks the end without waking anybody yet.</summary>
    public void Mark() => IsStopped = true;

    /// <summary>Effects that were promised for later and have not happened yet.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Acts once after a delay of the given clock, unless the emulator stops before.</summary>
    public void Later(TimeProvider time, TimeSpan delay, Action act)
    {
        lock (_gate)
        {
            ITimer? timer = null;
            timer = time.CreateTimer(_ => Fire(timer, act), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _pending.Add(timer);
            timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    public void Stop()
    {
        Mark();
        _stopping.Cancel();
        lock (_gate)
        {
            foreach (var timer in _pending)
            {
                timer.Dispose();
            }

            _pending.Clear();
        }
    }

    public void Dispose()
    {
        Stop();
        _stopping.Dispose();
    }

    private void Fire(ITimer? timer, Action act)
    {
        lock (_gate)
        {
            if (timer is null || !_pending.Remove(timer))
            {
                return;
            }
        }

        timer.Dispose();
        act();
    }
}
