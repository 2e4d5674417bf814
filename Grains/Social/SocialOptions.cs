using PuppetEngine.Engine.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>What accounts on the social network may do, section <c>Puppet:Social</c>. What is not set follows the world: strict where people see it, generous where it is emulated.</summary>
public sealed class SocialOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Puppet:Social";

    /// <summary>Dollars per account and UTC day. Default: 1 in a live world, 100,000 emulated ones otherwise.</summary>
    public decimal? DollarsPerDay { get; set; }

    /// <summary>Posts per account and UTC day. Default: 12 in a live world, 500,000 otherwise.</summary>
    public int? PostsPerDay { get; set; }

    /// <summary>Replies per account and UTC day. Default: 30 in a live world, 500,000 otherwise.</summary>
    public int? RepliesPerDay { get; set; }

    /// <summary>The least distance between two posts of one account. Default: 20 s in a live world, none otherwise.</summary>
    public TimeSpan? MinSpacing { get; set; }

    /// <summary>Posts and replies per account and 15 minutes until X names its window. Default: 100.</summary>
    public int? PostsPerWindow { get; set; }

    /// <summary>Posts per app and 24 hours until X names its window. Default: 10,000.</summary>
    public int? AppPostsPerDay { get; set; }

    /// <summary>Posts per app and calendar month (UTC). Default: no cap of our own.</summary>
    public int? AppPostsPerMonth { get; set; }

    /// <summary>The access tier of the app at X, a name of <see cref="SocialTier"/>, where X does not tell it: as <c>enterprise</c>. Default: as far as X tells, and otherwise the strictest.</summary>
    public string? Tier { get; set; }

    /// <summary>Whether agents read the mentions of their accounts, and answer. Default: true in an emulated world, false in a live one.</summary>
    public bool? ReadMentions { get; set; }

    /// <summary>How often the mentions of an account are read; a reading that finds nothing costs nothing. Default: one minute.</summary>
    public TimeSpan MentionInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether mentions also come over the app's filtered stream, at once; they are read where it does not stand or the app's plan has none.
    /// X charges a streamed post as one of somebody else. One deployment per app: X allows one connection. Default: false.
    /// </summary>
    public bool UseStream { get; set; }

    /// <summary>Most rules of the stream that this house uses, as the app's plan allows; each holds some fifty accounts. Default: 1,000.</summary>
    public int StreamRules { get; set; } = 1_000;

    /// <summary>
    /// How often an account's own timeline is read for posts that are not of this house: before an own post, when the last reading is older
    /// than this. Default: one hour.
    /// </summary>
    public TimeSpan OwnTimelineInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long no other account of this house says what one has said: X suspends for identical content on several accounts. 0 lets all of them say the
    /// same. Default: seven days.
    /// </summary>
    public TimeSpan IdenticalWindow { get; set; } = TimeSpan.FromDays(7);

    /// <summary>X's prices. Default: those of November 2026.</summary>
    public SocialPrices Prices { get; set; } = new();

    /// <summary>Whether mentions are read in a world.</summary>
    internal bool ReadsMentions(bool isLive) => ReadMentions ?? !isLive;

    /// <summary>The limits of a world.</summary>
    internal SocialLimits LimitsOf(bool isLive)
    {
        var limits = isLive ? SocialLimits.Live : SocialLimits.Emulated;
        return limits with
        {
            MicroDollarsPerDay = DollarsPerDay is { } dollars ? (long)(dollars * 1_000_000) : limits.MicroDollarsPerDay,
            PostsPerDay = PostsPerDay ?? limits.PostsPerDay,
            RepliesPerDay = RepliesPerDay ?? limits.RepliesPerDay,
            MinSpacing = MinSpacing ?? limits.MinSpacing,
            PostsPerWindow = PostsPerWindow ?? limits.PostsPerWindow,
            AppPostsPerDay = AppPostsPerDay ?? limits.AppPostsPerDay,
            AppPostsPerMonth = AppPostsPerMonth ?? limits.AppPostsPerMonth,
        };
    }
}
