namespace PuppetEngine.Tests.TestKit.Time;

/// <summary>A timer of a <see cref="VirtualTimeProvider"/>. Its fields belong to the clock's lock.</summary>
internal sealed class VirtualTimer(VirtualTimeProvider clock, TimerCallback callback, object? state, long sequence) : ITimer
{
    internal static readonly IComparer<VirtualTimer> ByDueTime = Comparer<VirtualTimer>.Create(
        static (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence));

    // As the system's timers do: what the creator's async locals held is what the callback sees.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    internal long Sequence { get; } = sequence;

    internal long Due { get; set; }

    internal long Period { get; set; }

    internal bool IsDisposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Arm(this, dueTime, period);

    public void Dispose() => clock.Disarm(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire()
    {
        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static s => ((VirtualTimer)s!).Invoke(), this);
        }
    }

    private void Invoke() => callback(state);
}
