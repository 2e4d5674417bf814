using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Emulators.X.Accounts;

/// <summary>One user of the emulated X, with all that is looked up by user. Guarded by the world's lock.</summary>
internal sealed class XAccount(XAccountRecord record, XApp app, XTier tier)
{
    private readonly Dictionary<RateBucket, RateWindow> _windows = [];

    public XAccountRecord Record { get; private set; } = record;

    public XApp App { get; private set; } = app;

    public XTier Tier { get; private set; } = tier;

    public ulong Id { get; } = record.UserId;

    public string Handle { get; } = record.Handle;

    /// <summary>How long list reads do not show a new post.</summary>
    public TimeSpan Lag => TimeSpan.FromMilliseconds(Record.LagMs);

    /// <summary>Own posts by rising id; a deleted one stays until it leaves the reach.</summary>
    public List<XPost> Posts { get; } = [];

    /// <summary>Posts of others that mention or answer this account, by rising id.</summary>
    public List<XPost> Mentions { get; } = [];

    /// <summary>Posts that the account likes.</summary>
    public HashSet<ulong> Likes { get; } = [];

    /// <summary>Accounts that the account follows.</summary>
    public HashSet<ulong> Follows { get; } = [];

    /// <summary>Posts that the account has answered, whether or not the answer still stands.</summary>
    public HashSet<ulong> Answered { get; } = [];

    /// <summary>Newest own post by the hash of canonical text, parent and quoted post.</summary>
    public Dictionary<UInt128, XPost> Duplicates { get; } = [];

    public void Apply(XAccountRecord record, XApp app, XTier tier)
    {
        Record = record;
        App = app;
        Tier = tier;
    }

    public RateWindow Window(RateBucket bucket) =>
        FindWindow(bucket) ?? throw new ArgumentOutOfRangeException(nameof(bucket), bucket, "This window is not kept here.");

    /// <summary>The window; null where there is none of this kind here.</summary>
    public RateWindow? FindWindow(RateBucket bucket)
    {
        if (!_windows.TryGetValue(bucket, out var window) && RateLimits.OfUser(bucket, Tier) is { } made)
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
