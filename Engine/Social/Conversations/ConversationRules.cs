namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>Within what bounds an account talks with others.</summary>
public sealed record ConversationRules
{
    /// <summary>The most replies in a conversation with a bot or another agent of this house, however high <see cref="MaxTurns"/> is.</summary>
    public const int MostBotTurns = 4;

    /// <summary>From this likelihood on an author is treated as a bot.</summary>
    public const double BotFrom = 0.5;

    /// <summary>The account's own id on the network.</summary>
    public required string OwnId { get; init; }

    /// <summary>The account's own handle without the at sign; empty when unknown.</summary>
    public string OwnHandle { get; init; } = "";

    /// <summary>The chance that a direct mention is answered.</summary>
    public double MentionReply { get; init; } = 1;

    /// <summary>The chance that a post which the agent came across is answered.</summary>
    public double Reply { get; init; } = 0.5;

    /// <summary>The chance of a quote.</summary>
    public double Quote { get; init; } = 0.3;

    /// <summary>The chance of a like.</summary>
    public double Like { get; init; } = 0.7;

    /// <summary>The chance of a repost.</summary>
    public double Repost { get; init; } = 0.1;

    /// <summary>Whether the account may like at all, by its access and its operator.</summary>
    public bool MayLike { get; init; }

    /// <summary>Whether the account may quote at all.</summary>
    public bool MayQuote { get; init; }

    /// <summary>Whether the account may repost at all.</summary>
    public bool MayRepost { get; init; }

    /// <summary>The shortest time to an answer.</summary>
    public TimeSpan MinDelay { get; init; }

    /// <summary>The longest time to an answer.</summary>
    public TimeSpan MaxDelay { get; init; }

    /// <summary>The zone of <see cref="QuietHours"/>.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Hours of the day, 0 to 23, in which nobody is answered.</summary>
    public IReadOnlyList<int> QuietHours { get; init; } = [];

    /// <summary>Own replies in one conversation.</summary>
    public int MaxTurns { get; init; } = 10;

    /// <summary>Replies to one author within any hour.</summary>
    public int MaxPerAuthorHour { get; init; } = 3;

    /// <summary>Replies within any hour.</summary>
    public int MaxPerHour { get; init; } = 20;

    /// <summary>How long a bot is left alone after it had its turns.</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Handles or ids that are never answered.</summary>
    public IReadOnlyCollection<string> Block { get; init; } = [];

    /// <summary>Where it names any, only these handles or ids are answered.</summary>
    public IReadOnlyCollection<string> Allow { get; init; } = [];

    /// <summary>What is older is not answered any more. Default: 24 hours.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Replies in a conversation with a bot.</summary>
    public int BotTurns => Math.Min(MaxTurns, MostBotTurns);

    /// <summary>Whether a list of handles and ids names an author.</summary>
    internal static bool Names(IReadOnlyCollection<string> list, string id, string handle) => list.Any(entry =>
    {
        var name = entry.AsSpan().Trim().TrimStart('@');
        return name.Length > 0 && (name.Equals(id, StringComparison.Ordinal) || name.Equals(handle, StringComparison.OrdinalIgnoreCase));
    });
}
