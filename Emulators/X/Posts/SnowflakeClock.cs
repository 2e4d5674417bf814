namespace PuppetEngine.Emulators.X.Posts;

/// <summary>
/// Ids like X's: milliseconds since X's epoch, then 22 bits. They rise strictly, also when the clock stands still or steps back.
/// Guarded by the world's lock.
/// </summary>
internal sealed class SnowflakeClock
{
    private const long EpochMs = 1_288_834_974_657;
    private const int SequenceBits = 22;
    private ulong _last;

    public ulong Next(DateTimeOffset now)
    {
        var fromClock = (ulong)Math.Max(0, now.ToUnixTimeMilliseconds() - EpochMs) << SequenceBits;
        return _last = Math.Max(fromClock, _last + 1);
    }

    /// <summary>An id that was given before a restart.</summary>
    public void Saw(ulong id) => _last = Math.Max(_last, id);

    /// <summary>The first id of an instant, by which <c>start_time</c> and <c>end_time</c> are compared.</summary>
    public static ulong FirstAt(DateTimeOffset instant) => (ulong)Math.Max(0, instant.ToUnixTimeMilliseconds() - EpochMs) << SequenceBits;
}
