namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>
/// Ends activations that nobody uses. They lie in buckets by the time at which they may have been idle for long enough; one timer,
/// armed for the earliest bucket, looks at each: what was used meanwhile moves to a later one.
/// </summary>
internal sealed class Collector : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, List<Activation>> _buckets = [];
    private readonly TimeProvider _clock;
    private readonly long _age;
    private readonly long _quantum;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;

    internal Collector(TimeProvider clock, TimeSpan age, TimeSpan quantum)
    {
        _clock = clock;
        _age = Ticks(age);
        _quantum = Math.Max(1, Ticks(quantum));
        using (ExecutionContext.SuppressFlow())
        {
            _timer = clock.CreateTimer(static state => ((Collector)state!).Collect(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The time, on this collector's clock.</summary>
    internal long Now => _clock.GetTimestamp();

    /// <summary>Watches an activation.</summary>
    internal void Add(Activation activation)
    {
        lock (_gate)
        {
            Add(activation, activation.LastUsed);
            Arm();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Add(Activation activation, long lastUsed)
    {
        // The bucket ends when the activation has been idle for the age, and up to one quantum more.
        var bucket = ((lastUsed + _age) / _quantum) + 1;
        if (!_buckets.TryGetValue(bucket, out var list))
        {
            _buckets.Add(bucket, list = []);
        }

        list.Add(activation);
    }

    private void Collect()
    {
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            var now = Now;
            while (_buckets.Count > 0 && _buckets.First() is var (bucket, due) && bucket * _quantum <= now)
            {
                _buckets.Remove(bucket);
                foreach (var activation in due.Where(a => !a.IsEnded && !a.TryCollect(now - _age)))
                {
                    // One that runs a long call counts as used now.
                    Add(activation, activation.IsInactive ? activation.LastUsed : now);
                }
            }

            Arm();
        }
    }

    private void Arm()
    {
        if (_buckets.Count == 0 || _buckets.First().Key is var first && first >= _armedFor)
        {
            return;
        }

        _armedFor = first;
        var wait = TimeSpan.FromSeconds(Math.Max(0, (first * _quantum) - Now) / (double)_clock.TimestampFrequency);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);
}
