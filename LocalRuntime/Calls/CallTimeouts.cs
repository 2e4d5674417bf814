using System.Collections.Concurrent;

namespace PuppetEngine.LocalRuntime.Calls;

/// <summary>The unanswered calls of a silo, by their response timeouts, of which there are few.</summary>
internal sealed class CallTimeouts(TimeProvider clock, TimeSpan standard) : IDisposable
{
    private readonly ConcurrentDictionary<TimeSpan, CallTimeoutQueue> _queues = new();

    /// <summary>Adds a call; false when the silo is gone.</summary>
    internal bool Add(GrainCall call) =>
        _queues.GetOrAdd(call.Method.Timeout ?? standard, static (timeout, clock) => new CallTimeoutQueue(clock, timeout), clock).Add(call);

    /// <summary>Ends all waits: the silo is gone.</summary>
    internal void FailAll(Func<GrainCall, Exception> failure)
    {
        foreach (var queue in _queues.Values)
        {
            queue.FailAll(failure);
        }
    }

    public void Dispose()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }
    }
}
