namespace PuppetEngine.Engine.Social;

/// <summary>One rate window as we know it: what the vendor said, and what was sent since.</summary>
public sealed record WindowLedger
{
    /// <summary>Calls allowed.</summary>
    public int Limit { get; init; }

    /// <summary>Calls made or permitted.</summary>
    public int Used { get; init; }

    /// <summary>When it opens anew; null when it has not begun.</summary>
    public DateTimeOffset? Reset { get; init; }

    /// <summary>Whether the vendor named the reset; else it is counted from our own first call.</summary>
    public bool Told { get; init; }

    /// <summary>When the vendor refused a call because of this window; null when it did not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}
