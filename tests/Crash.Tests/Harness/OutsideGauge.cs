namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>Counts what is under way outside of the silo (network, tables), so that a driver knows when only the clock can move things on.</summary>
internal sealed class OutsideGauge
{
    private int _underWay;
    private int _changes;

    /// <summary>Calls under way now.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Grows with every beginning and every end.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Counts a call while it runs.</summary>
    public async Task<T> CountAsync<T>(Func<Task<T>> call)
    {
        Interlocked.Increment(ref _underWay);
        Interlocked.Increment(ref _changes);
        try
        {
            return await call();
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
            Interlocked.Increment(ref _changes);
        }
    }
}
