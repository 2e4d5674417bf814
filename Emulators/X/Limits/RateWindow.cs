namespace PuppetEngine.Emulators.X.Limits;

/// <summary>A fixed window that opens with its first request, as X's do. Not safe for threads: the world's lock guards it.</summary>
internal sealed class RateWindow(int limit, TimeSpan period)
{
    private DateTimeOffset _start = DateTimeOffset.MinValue;
    private DateTimeOffset? _closedUntil;

    public int Limit { get; private set; } = limit;

    public TimeSpan Period { get; } = period;

    public int Used { get; private set; }

    /// <summary>Order stamp of the first answer that told the caller the window is exhausted; 0 while none did.</summary>
    public long ToldAt { get; private set; }

    public int Remaining => Math.Max(0, Limit - Used);

    public bool IsExhausted(DateTimeOffset now)
    {
        Roll(now);
        return Used >= Limit;
    }

    public DateTimeOffset Reset(DateTimeOffset now)
    {
        Roll(now);
        return _closedUntil ?? (_start == DateTimeOffset.MinValue ? now + Period : _start + Period);
    }

    public void Count(DateTimeOffset now)
    {
        Roll(now);
        if (_start == DateTimeOffset.MinValue)
        {
            _start = now;
        }

        Used++;
    }

    /// <summary>Exhausts the window until the given instant.</summary>
    public void Close(DateTimeOffset now, DateTimeOffset until)
    {
        Roll(now);
        _closedUntil = until;
        Used = Math.Max(Used, Limit);
    }

    /// <summary>Sets limit and what is left of it; an open window begins now.</summary>
    public void Set(DateTimeOffset now, int? limit, int? remaining)
    {
        Roll(now);
        Limit = limit ?? Limit;
        if (remaining is { } left)
        {
            Used = Math.Max(0, Limit - left);
            _start = _start == DateTimeOffset.MinValue ? now : _start;
        }
    }

    public void Told(long order) => ToldAt = ToldAt == 0 ? order : ToldAt;

    public void Open()
    {
        ToldAt = 0;
        _start = DateTimeOffset.MinValue;
        _closedUntil = null;
        Used = 0;
    }

    private void Roll(DateTimeOffset now)
    {
        if (_closedUntil is { } until ? now >= until : _start != DateTimeOffset.MinValue && now >= _start + Period)
        {
            Open();
        }
    }
}
