namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary><c>behavior</c>; trading has its own record, <see cref="TradingSettings"/>.</summary>
public sealed record Behavior
{
    /// <summary>The original's defaults.</summary>
    public static readonly Behavior Default = new();

    /// <summary><c>post_frequency</c>.</summary>
    public PostFrequency PostFrequency { get; init; } = PostFrequency.Default;

    /// <summary><c>interaction_patterns</c>.</summary>
    public InteractionPatterns Interaction { get; init; } = InteractionPatterns.Default;

    /// <summary><c>conversation</c>.</summary>
    public ConversationSettings Conversation { get; init; } = ConversationSettings.Default;

    /// <summary><c>content_preferences</c>.</summary>
    public ContentPreferences Content { get; init; } = ContentPreferences.Default;
}

/// <summary><c>behavior.post_frequency</c>, in hours; zero is legal.</summary>
public sealed record PostFrequency
{
    /// <summary>Every 3 to 12 hours.</summary>
    public static readonly PostFrequency Default = new();

    /// <summary><c>min_hours_between_posts</c>.</summary>
    public double MinHours { get; init; } = 3;

    /// <summary><c>max_hours_between_posts</c>.</summary>
    public double MaxHours { get; init; } = 12;

    /// <summary><c>peak_posting_hours</c>, 0 to 23 in the agent's time zone.</summary>
    public IReadOnlyList<int> PeakHours { get; init; } = [];
}

/// <summary><c>behavior.interaction_patterns</c>: probabilities from 0 to 1.</summary>
public sealed record InteractionPatterns
{
    /// <summary>The original's defaults.</summary>
    public static readonly InteractionPatterns Default = new();

    /// <summary><c>reply_probability</c>, for posts that do not mention it.</summary>
    public double Reply { get; init; } = 0.5;

    /// <summary><c>quote_tweet_probability</c>.</summary>
    public double Quote { get; init; } = 0.3;

    /// <summary><c>like_probability</c>.</summary>
    public double Like { get; init; } = 0.7;

    /// <summary><c>retweet_probability</c>.</summary>
    public double Repost { get; init; } = 0.1;

    /// <summary><c>mention_response_time.min_minutes</c>.</summary>
    public double MinResponseMinutes { get; init; }

    /// <summary><c>mention_response_time.max_minutes</c>.</summary>
    public double MaxResponseMinutes { get; init; }
}

/// <summary><c>behavior.content_preferences</c>.</summary>
public sealed record ContentPreferences
{
    /// <summary>The original's defaults.</summary>
    public static readonly ContentPreferences Default = new();

    /// <summary><c>max_thread_length</c>: posts in a thread.</summary>
    public int MaxThreadLength { get; init; } = 3;

    /// <summary><c>typical_post_length</c>; see <see cref="PostLength"/> for its unit.</summary>
    public PostLength TypicalLength { get; init; } = new(240);

    /// <summary><c>max_post_length</c>; null when the definition does not say.</summary>
    public PostLength? MaxLength { get; init; }

    /// <summary><c>link_sharing_frequency</c>, 0 to 1.</summary>
    public double LinkSharing { get; init; } = 0.2;
}

/// <summary>
/// A length of a post. The original's documents count characters while its real files count words (a post of 7); a value below 40 is
/// therefore read as words, any other as weighted characters. Zero means that nothing is said.
/// </summary>
/// <param name="Value">The number as the file has it.</param>
public readonly record struct PostLength(int Value)
{
    /// <summary>Whether it counts words.</summary>
    public bool IsWords => Value is > 0 and < 40;

    /// <summary>In words, as in <c>about 7 words</c>.</summary>
    public override string ToString() => $"{Value} {(IsWords ? "words" : "characters")}";
}
