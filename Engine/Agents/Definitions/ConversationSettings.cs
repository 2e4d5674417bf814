namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary><c>behavior.conversation</c>: the bounds of talking with others. Loosening them is privileged.</summary>
public sealed record ConversationSettings
{
    /// <summary>Every mention is answered, within the default bounds.</summary>
    public static readonly ConversationSettings Default = new();

    /// <summary><c>mention_reply_probability</c>, 0 to 1.</summary>
    public double MentionReply { get; init; } = 1;

    /// <summary><c>max_turns</c>: own replies in one conversation.</summary>
    public int MaxTurns { get; init; } = 10;

    /// <summary><c>max_replies_per_author_hour</c>.</summary>
    public int MaxPerAuthorHour { get; init; } = 3;

    /// <summary><c>max_replies_per_hour</c>.</summary>
    public int MaxPerHour { get; init; } = 20;

    /// <summary><c>cool_down_minutes</c>.</summary>
    public double CoolDownMinutes { get; init; } = 240;

    /// <summary><c>quiet_hours</c>, 0 to 23 in the agent's time zone, ascending.</summary>
    public IReadOnlyList<int> QuietHours { get; init; } = [];

    /// <summary><c>block</c>: handles or ids as the file has them.</summary>
    public IReadOnlyList<string> Block { get; init; } = [];

    /// <summary><c>allow</c>: handles or ids as the file has them; empty for everybody.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];
}
