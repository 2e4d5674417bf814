using Orleans.Runtime;

namespace PuppetEngine.LocalRuntime.Calls;

/// <summary>
/// The unanswered calls of one response timeout. They expire in the order they were sent, so that one timer, armed for the first,
/// serves all, and a call costs a link in a list.
/// </summary>
internal sealed class CallTimeoutQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;
    private readonly long _ticks;
    private readonly ITimer _timer;
    private readonly CallDeadline _ring = new();
    private bool _armed;
    private bool _closed;

    internal CallTimeoutQueue(TimeProvider clock, TimeSpan timeout)
    {
        _clock = clock;
        _timeout = timeout;
        _ticks = (long)(timeout.TotalSeconds * clock.TimestampFrequency);
        _ring.Previous = _ring.Next = _ring;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = clock.CreateTimer(static state => ((CallTimeoutQueue)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Adds a call; false when the silo is gone.</summary>
    internal bool Add(GrainCall call)
    {
        var node = call.Deadline;
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            node.Call = call;
            node.Queue = this;
            node.At = _clock.GetTimestamp() + _ticks;
            (node.Previous, node.Next) = (_ring.Previous, _ring);
            _ring.Previous!.Next = node;
            _ring.Previous = node;
            if (!_armed)
            {
                // Left armed when the list empties: arming it for each call would cost more than one vain tick.
                _armed = true;
                _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
            }

            return true;
        }
    }

    internal void Remove(CallDeadline node)
    {
        lock (_gate)
        {
            Unlink(node);
        }
    }

    /// <summary>Ends all waits with this exception, and those of calls that come later are nobody's.</summary>
    internal void FailAll(Func<GrainCall, Exception> failure)
    {
        List<GrainCall> calls = [];
        lock (_gate)
        {
            _closed = true;
            while (_ring.Next != _ring)
            {
                calls.Add(_ring.Next!.Call!);
                Unlink(_ring.Next);
            }
        }

        foreach (var call in calls)
        {
            call.Fail(failure(call));
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Expire()
    {
        List<GrainCall> expired = [];
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            while (_ring.Next is { } first && first != _ring && first.At <= now)
            {
                expired.Add(first.Call!);
                Unlink(first);
            }

            _armed = _ring.Next != _ring && !_closed;
            if (_armed)
            {
                // Whole milliseconds, upwards: a timer of the system drops the rest and would come too early.
                var wait = Math.Ceiling((_ring.Next!.At - now) * 1000.0 / _clock.TimestampFrequency);
                _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
            }
        }

        foreach (var call in expired)
        {
            call.Fail(new TimeoutException($"{call.Method.Name} of {call.Target} did not answer within {_timeout}. It goes on; whether it will have its effect is not known."));
        }
    }

    private static void Unlink(CallDeadline node)
    {
        if (node.Next is not null)
        {
            node.Previous!.Next = node.Next;
            node.Next.Previous = node.Previous;
            node.Next = node.Previous = null;
            node.Queue = null;
            node.Call = null;
        }
    }
}
