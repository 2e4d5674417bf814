namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary><c>style_guide</c>.</summary>
public sealed record StyleGuide
{
    /// <summary>Nothing said.</summary>
    public static readonly StyleGuide None = new();

    /// <summary><c>voice</c>.</summary>
    public string Voice { get; init; } = "";

    /// <summary><c>tone</c>.</summary>
    public string Tone { get; init; } = "";

    /// <summary><c>formatting</c>.</summary>
    public Formatting Formatting { get; init; } = Formatting.Default;

    /// <summary><c>vocabulary.key_terms</c>: words it likes.</summary>
    public IReadOnlyList<string> KeyTerms { get; init; } = [];

    /// <summary><c>vocabulary.avoid_terms</c>: words it never uses.</summary>
    public IReadOnlyList<string> AvoidTerms { get; init; } = [];

    /// <summary><c>topics_to_avoid</c>.</summary>
    public IReadOnlyList<string> TopicsToAvoid { get; init; } = [];

    /// <summary><c>language_constraints.profanity_allowed</c>.</summary>
    public bool ProfanityAllowed { get; init; }
}

/// <summary><c>style_guide.formatting</c>.</summary>
public sealed record Formatting
{
    /// <summary>No hashtags, no emoji, the rest free.</summary>
    public static readonly Formatting Default = new();

    /// <summary><c>uses_hashtags</c>.</summary>
    public bool UsesHashtags { get; init; }

    /// <summary><c>uses_emojis</c>.</summary>
    public bool UsesEmojis { get; init; }

    /// <summary><c>hashtag_style</c>.</summary>
    public string HashtagStyle { get; init; } = "";

    /// <summary><c>emoji_frequency</c>.</summary>
    public string EmojiFrequency { get; init; } = "";

    /// <summary><c>capitalization</c>.</summary>
    public string Capitalization { get; init; } = "";

    /// <summary><c>sentence_length</c>.</summary>
    public string SentenceLength { get; init; } = "";

    /// <summary><c>avoid_hyphens</c>.</summary>
    public bool AvoidHyphens { get; init; }
}
