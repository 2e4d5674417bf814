namespace PuppetEngine.Tests.TestKit.Time;

/// <summary>
/// A clock that stands still until a test moves it. Timers fire on the thread that advances, in order of due time and then of
/// creation, each with the clock at its own due time; so the same test sees the same order every run. Thread safe.
/// </summary>
/// <remarks>
/// Advancing returns when the due callbacks have returned, not when work that they started elsewhere has ended: wait for that by a
/// barrier of the thing under test. The monotonic clock (<see cref="GetTimestamp"/>, timers) only moves forward;
/// <see cref="StepWallClock"/> moves the wall clock alone, as an operator or NTP does.
/// </remarks>
public sealed class VirtualTimeProvider : TimeProvider
{
    /// <summary>Where a clock starts that is given no start: a Monday at noon, far from midnight, month's end and daylight saving.</summary>
    public static readonly DateTimeOffset DefaultStart = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _due = new(VirtualTimer.ByDueTime);
    private readonly DateTimeOffset _start;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private long _elapsed;
    private long _step;
    private long _sequence;

    /// <summary>A clock at <see cref="DefaultStart"/>.</summary>
    public VirtualTimeProvider()
        : this(DefaultStart)
    {
    }

    /// <summary>A clock at <paramref name="start"/>.</summary>
    public VirtualTimeProvider(DateTimeOffset start) => _start = start.ToUniversalTime();

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => _zone;

    /// <summary>How far the monotonic clock has been advanced.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return new TimeSpan(_elapsed);
            }
        }
    }

    /// <summary>Time until the next timer is due; null when none is armed.</summary>
    public TimeSpan? UntilNext
    {
        get
        {
            lock (_gate)
            {
                return _due.Min is { } next ? new TimeSpan(Math.Max(0, next.Due - _elapsed)) : null;
            }
        }
    }

    /// <summary>Number of armed timers.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _due.Count;
            }
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _start.AddTicks(_elapsed + _step);
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed;
        }
    }

    /// <summary>Sets the local time zone.</summary>
    public void SetLocalTimeZone(TimeZoneInfo zone) => _zone = zone ?? throw new ArgumentNullException(nameof(zone));

    /// <summary>Moves the wall clock by <paramref name="delta"/>, forward or back, without passing time: no timer fires.</summary>
    public void StepWallClock(TimeSpan delta)
    {
        lock (_gate)
        {
            _step += delta.Ticks;
        }
    }

    /// <summary>Passes <paramref name="time"/>, firing every timer that becomes due on the way, also those armed by callbacks.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        long end;
        lock (_gate)
        {
            end = _elapsed + time.Ticks;
        }

        while (Take(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _elapsed = Math.Max(_elapsed, end);
        }
    }

    /// <summary>Passes the time until <paramref name="instant"/> on the wall clock; nothing if that is past.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        var wait = instant - GetUtcNow();
        Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
    }

    /// <summary>Passes the time until the next armed timer and fires all that are due then.</summary>
    /// <returns>False when no timer is armed; the clock then stands where it stood.</returns>
    public bool AdvanceToNext()
    {
        if (UntilNext is not { } wait)
        {
            return false;
        }

        Advance(wait);
        return true;
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state, Interlocked.Increment(ref _sequence));
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Arm(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _due.Remove(timer);
            if (timer.IsDisposed)
            {
                return false;
            }

            timer.Period = period > TimeSpan.Zero ? period.Ticks : 0;
            if (dueTime >= TimeSpan.Zero)
            {
                timer.Due = _elapsed + dueTime.Ticks;
                _due.Add(timer);
            }

            return true;
        }
    }

    internal void Disarm(VirtualTimer timer)
    {
        lock (_gate)
        {
            timer.IsDisposed = true;
            _due.Remove(timer);
        }
    }

    private VirtualTimer? Take(long end)
    {
        lock (_gate)
        {
            if (_due.Min is not { } timer || timer.Due > end)
            {
                return null;
            }

            _due.Remove(timer);
            _elapsed = Math.Max(_elapsed, timer.Due);
            if (timer.Period > 0)
            {
                timer.Due += timer.Period;
                _due.Add(timer);
            }

            return timer;
        }
    }
}
