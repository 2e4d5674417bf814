namespace Orleans.Runtime;

/// <summary>When a reminder ticks. Times are UTC.</summary>
/// <param name="firstTickTime">When the first tick was due.</param>
/// <param name="period">Time from one tick to the next.</param>
/// <param name="timeStamp">When this tick was sent.</param>
public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
{
    /// <summary>When the first tick was due.</summary>
    public DateTime FirstTickTime { get; } = firstTickTime;

    /// <summary>Time from one tick to the next.</summary>
    public TimeSpan Period { get; } = period;

    /// <summary>When this tick was sent.</summary>
    public DateTime CurrentTickTime { get; } = timeStamp;

    /// <inheritdoc />
    public override string ToString() => $"first {FirstTickTime:O}, every {Period}, now {CurrentTickTime:O}";
}
