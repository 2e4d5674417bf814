using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Calls;
using PuppetEngine.LocalRuntime.Grains;

namespace PuppetEngine.LocalRuntime.Timers;

/// <summary>A timer of one activation. Each tick is a call of it; the next is armed when the tick has ended, so that none overlap.</summary>
internal sealed class GrainTimer : Call, IGrainTimer
{
    private readonly Lock _gate = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly bool _interleave;
    private readonly bool _keepAlive;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _stopped = new();
    private TimeSpan _dueTime = Timeout.InfiniteTimeSpan;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _ticking;
    private bool _changed;

    internal GrainTimer(Activation activation, TimeProvider clock, Func<CancellationToken, Task> callback, bool interleave, bool keepAlive)
    {
        _activation = activation;
        _callback = callback;
        _interleave = interleave;
        _keepAlive = keepAlive;
        // The values of the call that makes the timer must not live on in its ticks.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = clock.CreateTimer(static state => ((GrainTimer)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    internal override bool Interleaves => _interleave;

    internal override bool KeepsAlive => _keepAlive;

    internal override bool CanBeForwarded => false;

    internal override bool IsAbandoned => _stopped.IsCancellationRequested;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            (_dueTime, _period, _changed) = (dueTime, period, true);
            if (!_ticking && !_stopped.IsCancellationRequested)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopped.IsCancellationRequested)
            {
                return;
            }

            _timer.Dispose();
        }

        _activation.Remove(this);
        _stopped.Cancel();
    }

    internal override async Task Run(object grain)
    {
        if (_stopped.IsCancellationRequested)
        {
            return;
        }

        _changed = false;
        await _callback(_stopped.Token);
    }

    internal override void Answer(Exception? failure)
    {
        if (failure is not null && !(failure is OperationCanceledException && _stopped.IsCancellationRequested))
        {
            _activation.Silo.Log.TimerFailed(_activation.GrainId, failure);
        }

        lock (_gate)
        {
            _ticking = false;
            if (!_stopped.IsCancellationRequested)
            {
                _timer.Change(_changed ? _dueTime : _period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private static void Check(TimeSpan time, string name)
    {
        // What a timer of the system takes at most.
        ArgumentOutOfRangeException.ThrowIfLessThan((long)time.TotalMilliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)time.TotalMilliseconds, 0xfffffffe, name);
    }

    private void Tick()
    {
        lock (_gate)
        {
            // A tick that was on its way when the timer was set anew meets the one that it was set for: they are one.
            if (_stopped.IsCancellationRequested || _ticking)
            {
                return;
            }

            _ticking = true;
        }

        if (!_activation.Silo.IsKilled)
        {
            _activation.TryReceive(this);
        }
    }
}
