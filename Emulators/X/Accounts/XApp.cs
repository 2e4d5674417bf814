using PuppetEngine.Emulators.X.Limits;

namespace PuppetEngine.Emulators.X.Accounts;

/// <summary>One developer app: consumer key, OAuth 2.0 client and the usage all its accounts share. Guarded by the world's lock.</summary>
internal sealed class XApp(XAppRecord record, XTier tier)
{
    public XAppRecord Record { get; set; } = record;

    public XAppUsage Usage { get; } = new() { MonthlyPosts = tier.MonthlyPosts, MonthlyReads = tier.MonthlyReads };

    public RateWindow PostsDay { get; } = new(tier.AppPostsPerDay, TimeSpan.FromHours(24));
}
