using PuppetEngine.Emulators.X.Limits;

namespace PuppetEngine.Emulators.X.Accounts;

/// <summary>One developer app: consumer key, OAuth 2.0 client and the usage all its accounts share. Guarded by the world's lock.</summary>
internal sealed class XApp(XAppRecord record, XTier tier)
{
    private readonly Dictionary<RateBucket, RateWindow> _windows = [];

    public XAppRecord Record { get; set; } = record;

    public XTier Tier => XTier.Find(Record.Tier) ?? tier;

    public XAppUsage Usage { get; } = new() { MonthlyPosts = tier.MonthlyPosts, MonthlyReads = tier.MonthlyReads };

    public RateWindow PostsDay => Window(RateBucket.AppPostsDay);

    /// <summary>A window that all callers with the app's own token share.</summary>
    public RateWindow Window(RateBucket bucket) =>
        FindWindow(bucket) ?? throw new ArgumentOutOfRangeException(nameof(bucket), bucket, "This window is not kept here.");

    /// <summary>The window; null where there is none of this kind here.</summary>
    public RateWindow? FindWindow(RateBucket bucket)
    {
        if (!_windows.TryGetValue(bucket, out var window) && RateLimits.OfApp(bucket, tier) is { } made)
        {
            _windows.Add(bucket, window = made);
        }

        return window;
    }

    public void OpenWindows()
    {
        foreach (var window in _windows.Values)
        {
            window.Open();
        }
    }
}
