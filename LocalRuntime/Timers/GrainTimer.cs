using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Calls;
using PuppetEngine.LocalRuntime.Grains;

namespace PuppetEngine.LocalRuntime.Timers;

/// <summary>
/// A timer of one activation. Each tick is a call of it; the next is armed when the tick has ended, so that none overlap. Most timers of
/// most activations are armed for nothing most of the time: such a one is this object alone, without a timer of the clock.
/// </summary>
internal abstract class GrainTimer : Call, IGrainTimer
{
    private readonly Activation _activation;
    private readonly bool _interleave;
    private readonly bool _keepAlive;
    private ITimer? _timer;
    private CancellationTokenSource? _stopped;
    private TimeSpan _dueTime = Timeout.InfiniteTimeSpan;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _ticking;
    private bool _changed;
    private volatile bool _isDisposed;

    private protected GrainTimer(Activation activation, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _interleave = options.Interleave;
        _keepAlive = options.KeepAlive;
    }

    /// <summary>The next one in the activation's list, which guards it.</summary>
    internal GrainTimer? Next { get; set; }

    internal override bool Interleaves => _interleave;

    internal override bool KeepsAlive => _keepAlive;

    internal override bool CanBeForwarded => false;

    internal override bool IsAbandoned => _isDisposed;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_activation.Gate)
        {
            (_dueTime, _period, _changed) = (dueTime, period, true);
            if (!_ticking && !_isDisposed)
            {
                Arm(dueTime);
            }
        }
    }

    public void Dispose()
    {
        CancellationTokenSource? stopped;
        lock (_activation.Gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            stopped = _stopped;
            Arm(Timeout.InfiniteTimeSpan);
        }

        _activation.Remove(this);
        stopped?.Cancel();
    }

    internal override Task Run(object grain)
    {
        CancellationToken token;
        lock (_activation.Gate)
        {
            if (_isDisposed)
            {
                return Task.CompletedTask;
            }

            // One for all ticks: who kept the token of an earlier one still hears of the end.
            token = (_stopped ??= new CancellationTokenSource()).Token;
            _changed = false;
        }

        return RunTick(token);
    }

    internal override void Answer(Exception? failure)
    {
        if (failure is not null && !(failure is OperationCanceledException && _isDisposed))
        {
            _activation.Silo.Log.TimerFailed(_activation.GrainId, failure);
        }

        lock (_activation.Gate)
        {
            _ticking = false;
            if (!_isDisposed)
            {
                Arm(_changed ? _dueTime : _period);
            }
        }
    }

    /// <summary>Calls the grain back.</summary>
    protected abstract Task RunTick(CancellationToken token);

    private void Arm(TimeSpan wait)
    {
        if (wait == Timeout.InfiniteTimeSpan)
        {
            _timer?.Dispose();
            _timer = null;
        }
        else if (_timer is not null)
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
        else if (ExecutionContext.IsFlowSuppressed())
        {
            _timer = CreateTimer(wait);
        }
        else
        {
            // The values of the call that arms the timer must not live on in its ticks.
            using (ExecutionContext.SuppressFlow())
            {
                _timer = CreateTimer(wait);
            }
        }
    }

    private ITimer CreateTimer(TimeSpan wait) =>
        _activation.Silo.Clocks.Grains.CreateTimer(static state => ((GrainTimer)state!).Tick(), this, wait, Timeout.InfiniteTimeSpan);

    private static void Check(TimeSpan time, string name)
    {
        // What a timer of the system takes at most.
        ArgumentOutOfRangeException.ThrowIfLessThan((long)time.TotalMilliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)time.TotalMilliseconds, 0xfffffffe, name);
    }

    private void Tick()
    {
        lock (_activation.Gate)
        {
            // A tick that was on its way when the timer was set anew meets the one that it was set for: they are one.
            if (_isDisposed || _ticking)
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

/// <summary>A timer that hands its grain's state to its callback: a method without a closure serves all grains of a class.</summary>
internal sealed class GrainTimer<TState>(Activation activation, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    : GrainTimer(activation, options)
{
    protected override Task RunTick(CancellationToken token) => callback(state, token);
}
