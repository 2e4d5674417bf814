using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Limits;

/// <summary>The vendor's figures: requests per window of a user's token, and of an app's own.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>A user's window; null for what only an app calls.</summary>
    public static RateWindow? OfUser(RateBucket bucket, XTier tier) => bucket switch
    {
        RateBucket.Post => new(tier.PostsPerWindow, Quarter),
        RateBucket.UserPostsDay => new(tier.UserPostsPerDay, Day),
        RateBucket.Delete or RateBucket.Like or RateBucket.Repost or RateBucket.Follow => new(50, Quarter),
        RateBucket.LikesDay => new(1_000, Day),
        RateBucket.Timeline or RateBucket.Lookup or RateBucket.Users => new(900, Quarter),
        RateBucket.Mentions or RateBucket.Search => new(300, Quarter),
        RateBucket.Me => new(75, Quarter),
        RateBucket.MediaUpload or RateBucket.MediaMetadata => new(500, Quarter),
        RateBucket.MediaInitialize or RateBucket.MediaAppend or RateBucket.MediaFinalize => new(1_875, Quarter),
        RateBucket.MediaStatus => new(1_000, Quarter),
        _ => null,
    };

    /// <summary>An app's window; null for what only a user calls.</summary>
    public static RateWindow? OfApp(RateBucket bucket, XTier tier) => bucket switch
    {
        RateBucket.AppPostsDay => new(tier.AppPostsPerDay, Day),
        RateBucket.Timeline => new(10_000, Quarter),
        RateBucket.Mentions or RateBucket.Search or RateBucket.Lookup or RateBucket.StreamRulesRead => new(450, Quarter),
        RateBucket.Users => new(300, Quarter),
        RateBucket.StreamConnect => new(50, Quarter),
        RateBucket.StreamRules => new(100, Quarter),
        _ => null,
    };
}
