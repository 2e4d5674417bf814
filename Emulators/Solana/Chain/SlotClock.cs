namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>
/// Which slot it is, from the monotonic clock alone: no timer ticks, so an idle chain costs nothing, and a wall clock that steps
/// does not move it. Over a restart the wall clock says how many slots passed meanwhile.
/// </summary>
internal sealed class SlotClock
{
    /// <summary>The first slot: far from zero, as on a cluster that has run for years.</summary>
    public const ulong First = 300_000_000;

    /// <summary>Slots that made no block before the first: block heights are lower than slots, so that no caller takes one for the other.</summary>
    public const ulong Skipped = 21_500_000;

    private readonly TimeProvider _time;
    private readonly DateTimeOffset _genesis;
    private readonly TimeSpan _slotTime;
    private readonly ulong _atStart;
    private readonly long _started;

    /// <param name="time">The clock.</param>
    /// <param name="genesis">When the first slot began.</param>
    /// <param name="slotTime">Time between two slots.</param>
    /// <param name="least">The newest slot that is known to have been.</param>
    public SlotClock(TimeProvider time, DateTimeOffset genesis, TimeSpan slotTime, ulong least)
    {
        (_time, _genesis, _slotTime) = (time, genesis, slotTime);
        _started = time.GetTimestamp();
        var passed = time.GetUtcNow() - genesis;
        _atStart = Math.Max(least, First + (passed > TimeSpan.Zero ? (ulong)(passed / slotTime) : 0));
    }

    public ulong Now => _atStart + (ulong)(_time.GetElapsedTime(_started) / _slotTime);

    public static ulong Height(ulong slot) => slot - Skipped;

    /// <summary>When a slot began, in unix seconds.</summary>
    public long UnixTime(ulong slot) => (_genesis + ((slot - First) * _slotTime)).ToUnixTimeSeconds();

    public TimeSpan SlotTime => _slotTime;
}
