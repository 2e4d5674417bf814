namespace PuppetEngine.Engine.Social;

/// <summary>What one account may do, by our own rules and until the vendor says otherwise.</summary>
public sealed record SocialLimits
{
    /// <summary>Dollars per UTC day, in millionths. Default in a live world: $1.</summary>
    public long MicroDollarsPerDay { get; init; } = 1_000_000;

    /// <summary>Posts per UTC day. Default in a live world: 12.</summary>
    public int PostsPerDay { get; init; } = 12;

    /// <summary>Replies per UTC day. Default in a live world: 30.</summary>
    public int RepliesPerDay { get; init; } = 30;

    /// <summary>Posts and replies per 15 minutes until an answer names the real window. Default in a live world: 100.</summary>
    public int PostsPerWindow { get; init; } = 100;

    /// <summary>Deletions per 15 minutes until an answer names the real window. Default in a live world: 50.</summary>
    public int DeletesPerWindow { get; init; } = 50;

    /// <summary>Timeline reads per 15 minutes until an answer names the real window. Default in a live world: 900.</summary>
    public int ReadsPerWindow { get; init; } = 900;

    /// <summary>Likes per 15 minutes until an answer names the real window. Default in a live world: 50.</summary>
    public int LikesPerWindow { get; init; } = 50;

    /// <summary>Reposts per 15 minutes until an answer names the real window. Default in a live world: 50.</summary>
    public int RepostsPerWindow { get; init; } = 50;

    /// <summary>Pages of mentions per 15 minutes until an answer names the real window. Default in a live world: 300.</summary>
    public int MentionsPerWindow { get; init; } = 300;

    /// <summary>Pages of conversations per 15 minutes until an answer names the real window. Default in a live world: 300.</summary>
    public int SearchesPerWindow { get; init; } = 300;

    /// <summary>Look-ups of users per 15 minutes until an answer names the real window. Default in a live world: 300.</summary>
    public int UsersPerWindow { get; init; } = 300;

    /// <summary>Uploads per 15 minutes until an answer names the real window. Default in a live world: 500.</summary>
    public int UploadsPerWindow { get; init; } = 500;

    /// <summary>The least distance between two posts of one account, so that nothing comes in a burst. Default in a live world: 20 s.</summary>
    public TimeSpan MinSpacing { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The app's posts per 24 hours until an answer names the real window. Default in a live world: 10,000.</summary>
    public int AppPostsPerDay { get; init; } = 10_000;

    /// <summary>The app's posts per calendar month (UTC); null for no cap of our own. Default: null.</summary>
    public int? AppPostsPerMonth { get; init; }

    /// <summary>The limits of a live world.</summary>
    public static SocialLimits Live { get; } = new();

    /// <summary>
    /// The limits of an emulated world, where nothing costs anything: generous, but finite. The windows are the same, because the
    /// emulator enforces X's own.
    /// </summary>
    public static SocialLimits Emulated { get; } = new()
    {
        MicroDollarsPerDay = 100_000_000_000,
        PostsPerDay = 500_000,
        RepliesPerDay = 500_000,
        MinSpacing = TimeSpan.Zero,
    };
}
