using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Calls;
using PuppetEngine.LocalRuntime.Grains;

namespace PuppetEngine.LocalRuntime.Reminders;

/// <summary>
/// Sends the ticks. Only what is due within the loading window is held, in a heap by due time with one timer; the table is read anew
/// each refresh period. A reminder's next tick is armed when its last one has been answered.
/// </summary>
internal sealed class ReminderClockwork : IDisposable
{
    private static readonly MethodShape Receive =
        InterfaceShape.Of(typeof(IRemindable)).Method(typeof(IRemindable).GetMethod(nameof(IRemindable.ReceiveReminder))!);

    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId, string), Armed> _armed = [];
    private readonly PriorityQueue<Armed, DateTime> _due = new();
    private readonly LocalSilo _silo;
    private readonly IReminderRows _rows;
    private readonly ReminderOptions _options;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private DateTime _nextRefresh;
    private bool _stopped;

    internal ReminderClockwork(LocalSilo silo, IReminderRows rows, ReminderOptions options, TimeProvider clock)
    {
        _silo = silo;
        _rows = rows;
        _options = options;
        _clock = clock;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = clock.CreateTimer(static state => ((ReminderClockwork)state!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    internal void Start() => Run();

    /// <summary>Takes over a reminder that was registered.</summary>
    internal void Put(ReminderRow row)
    {
        lock (_gate)
        {
            Arm(row, row.NextTick(Now));
            SetTimer();
        }
    }

    /// <summary>Forgets a reminder that was deleted.</summary>
    internal void Drop(ReminderRow row)
    {
        lock (_gate)
        {
            _armed.Remove((row.Grain, row.Name));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            _timer.Dispose();
        }
    }

    private void Run()
    {
        List<Armed> due = [];
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            var now = Now;
            if (now >= _nextRefresh || _nextRefresh - now > _options.RefreshReminderListPeriod)
            {
                Refresh(now);
            }

            while (_due.TryPeek(out var next, out var at) && at <= now)
            {
                _due.Dequeue();
                if (IsCurrent(next))
                {
                    next.IsTicking = true;
                    due.Add(next);
                }
            }

            SetTimer();
        }

        due.ForEach(Tick);
    }

    private void Refresh(DateTime now)
    {
        _nextRefresh = now + _options.RefreshReminderListPeriod;
        List<ReminderRow> rows;
        try
        {
            rows = _rows.StartingBy(now + _options.ReminderLoadingWindow);
        }
        catch (Exception e) when (!_silo.IsKilled)
        {
            // What is armed goes on ticking; the next refresh tries again.
            _silo.Log.RemindersUnreadable(e);
            return;
        }

        foreach (var row in rows)
        {
            if (!_armed.TryGetValue((row.Grain, row.Name), out var armed) || armed.Row.Version < row.Version)
            {
                Arm(row, row.NextTick(now));
            }
        }
    }

    private void Arm(ReminderRow row, DateTime at)
    {
        var key = (row.Grain, row.Name);
        _armed.Remove(key);
        if (at <= Now + _options.ReminderLoadingWindow)
        {
            var armed = new Armed(row, at);
            _armed.Add(key, armed);
            _due.Enqueue(armed, at);
        }

        if (_due.Count > 64 && _due.Count > 2 * _armed.Count)
        {
            // Reminders are moved more often than they tick: what was armed before a move must not wait for its time to be forgotten.
            _due.Clear();
            _due.EnqueueRange(_armed.Values.Where(a => !a.IsTicking).Select(a => (a, a.At)));
        }
    }

    private bool IsCurrent(Armed armed) => _armed.TryGetValue((armed.Row.Grain, armed.Row.Name), out var current) && ReferenceEquals(current, armed);

    private void SetTimer()
    {
        if (_stopped)
        {
            return;
        }

        var next = _due.TryPeek(out _, out var at) && at < _nextRefresh ? at : _nextRefresh;
        // Whole milliseconds, upwards: a timer of the system drops the rest and would come too early.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((next - Now).TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }

    private void Tick(Armed reminder)
    {
        var row = reminder.Row;
        try
        {
            var status = new TickStatus(row.StartAt, row.Period, Now);
            _silo.Calls.Post(Receive, [row.Name, status], row.Grain, failure => Ticked(reminder, failure));
        }
        catch (ArgumentException e)
        {
            // A reminder of a grain class that is gone: it stays stored, for the release that brings the class back.
            Ticked(reminder, e);
        }
    }

    private void Ticked(Armed reminder, Exception? failure)
    {
        var row = reminder.Row;
        if (_silo.IsKilled)
        {
            return;
        }

        if (failure is not null)
        {
            // A tick that fails is not repeated: the next one comes at the next boundary.
            _silo.Log.ReminderFailed(row.Grain, row.Name, failure);
        }

        lock (_gate)
        {
            if (IsCurrent(reminder) && !_stopped)
            {
                Arm(row, row.NextTick(reminder.At, Now));
                SetTimer();
            }
        }
    }

    private sealed class Armed(ReminderRow row, DateTime at)
    {
        internal ReminderRow Row { get; } = row;

        internal DateTime At { get; } = at;

        /// <summary>Its tick is under way: it is armed anew when that has been answered.</summary>
        internal bool IsTicking { get; set; }
    }
}
