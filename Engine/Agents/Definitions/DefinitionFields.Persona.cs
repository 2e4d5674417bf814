namespace PuppetEngine.Engine.Agents.Definitions;

/// <content>How the agent is, writes and behaves, and what it remembers.</content>
public static partial class DefinitionFields
{
    private static IEnumerable<DefinitionField> Persona() =>
    [
        Section("personality", "What kind of person this is."),
        Texts("personality.traits", "Traits."),
        Texts("personality.values", "What it cares for."),
        Text("personality.speaking_style", "How it talks."),
        Texts("personality.interests", "What it likes to talk about; posts without a topic draw on them by turns."),
        Text("personality.background", "Where it comes from."),
        Texts("personality.quirks", "Habits."),
        Section("personality.emotional_range", "Its moods."),
        Text("personality.emotional_range.default_mood", "How it feels on an ordinary day."),
        Any("personality.emotional_range.mood_swings", "Kept; changes nothing."),
        Texts("personality.emotional_range.stress_triggers", "What upsets it."),
        Section("style_guide", "How it writes."),
        Text("style_guide.voice", "Its voice."),
        Text("style_guide.tone", "Its tone."),
        Section("style_guide.formatting", "Form."),
        Flag("style_guide.formatting.uses_hashtags", "Whether hashtags are welcome; otherwise they are removed.", false),
        Text("style_guide.formatting.hashtag_style", "Which hashtags."),
        Flag("style_guide.formatting.uses_emojis", "Whether emoji are welcome.", false),
        Text("style_guide.formatting.emoji_frequency", "How often."),
        Text("style_guide.formatting.capitalization", "How it uses capitals; 'all lowercase' is also enforced by code."),
        Text("style_guide.formatting.sentence_length", "How long its sentences are."),
        Flag("style_guide.formatting.avoid_hyphens", "Whether to do without hyphens and dashes.", false),
        Any("style_guide.formatting.paragraph_breaks", "Kept; changes nothing."),
        Section("style_guide.vocabulary", "Words."),
        Texts("style_guide.vocabulary.key_terms", "Words it likes."),
        Texts("style_guide.vocabulary.avoid_terms", "Words it never uses; a draft that holds one is refused."),
        Texts("style_guide.topics_to_avoid", "Topics it never writes about; a draft that names one is refused."),
        Any("style_guide.content_preferences", "Kept; changes nothing (behavior.content_preferences does)."),
        Section("style_guide.language_constraints", "Bounds of its language."),
        Flag("style_guide.language_constraints.profanity_allowed", "Whether swearing is in character.", false),
        Any("style_guide.language_constraints.technical_jargon", "Kept; changes nothing."),
    ];

    private static IEnumerable<DefinitionField> Memory() =>
    [
        Section("initial_memory", "What a new agent remembers. Applied once; later versions of the file never overwrite memory."),
        Texts("initial_memory.core_memories", "What it never forgets."),
        new("initial_memory.relationships", FieldKind.Map, "By the other's id or name: {sentiment, familiarity, trust, notes}, a text, or the groups other_agents and users of texts."),
        new("initial_memory.recent_events", FieldKind.EventList, "Events: a text, or {content, timestamp, importance}.") { Default = "[]" },
        new("initial_memory.tweetHistory", FieldKind.EventList, "Earlier posts: {content, timestamp}.") { Default = "[]" },
        Section("initial_memory.knowledge_base", "What it knows."),
        Texts("initial_memory.knowledge_base.expertise_areas", "What it knows well."),
        Texts("initial_memory.knowledge_base.current_projects", "What it works on."),
        Texts("initial_memory.knowledge_base.goals", "What it wants."),
    ];

    private static IEnumerable<DefinitionField> Behaviour() =>
    [
        Section("behavior", "What it does and how often."),
        Section("behavior.post_frequency", "When it posts. Intervals are drawn between the two bounds, shorter in peak hours, longer in others."),
        Number("behavior.post_frequency.min_hours_between_posts", "The shortest interval in hours; fractions and 0 are fine (0.01 is 36 s).", "3"),
        Number("behavior.post_frequency.max_hours_between_posts", "The longest interval in hours.", "12"),
        new("behavior.post_frequency.peak_posting_hours", FieldKind.WholeList, "Hours of the day, 0 to 23, in its time zone.") { Default = "[]", Min = 0, Max = 23 },
        Text("behavior.post_frequency.timezone", "The IANA time zone, where time_zone does not say.", "\"UTC\""),
        Section("behavior.interaction_patterns", "How it meets others' posts: probabilities from 0 to 1."),
        Share("behavior.interaction_patterns.reply_probability", "Replies to posts that do not mention it.", "0.5"),
        Share("behavior.interaction_patterns.quote_tweet_probability", "Quotes.", "0.3"),
        Share("behavior.interaction_patterns.like_probability", "Likes.", "0.7"),
        Share("behavior.interaction_patterns.retweet_probability", "Reposts.", "0.1"),
        Section("behavior.interaction_patterns.mention_response_time", "How long it takes to answer a mention."),
        Number("behavior.interaction_patterns.mention_response_time.min_minutes", "At least.", "0"),
        Number("behavior.interaction_patterns.mention_response_time.max_minutes", "At most.", "0"),
        Section("behavior.content_preferences", "What its posts are like."),
        Whole("behavior.content_preferences.max_thread_length", "The most posts in a thread.", "3"),
        Whole("behavior.content_preferences.typical_post_length", "The usual length: below 40 in words, otherwise in characters; 0 says nothing.", "240"),
        Whole("behavior.content_preferences.max_post_length", "The greatest length, in the same unit; the network's own limit holds beside it.", null),
        Share("behavior.content_preferences.link_sharing_frequency", "How often it shares a link, where allow_links is true.", "0.2"),
        Kept(Share("behavior.content_preferences.original_content_ratio", "Share of own content.", null)),
        Kept(Share("behavior.content_preferences.quote_tweet_frequency", "Share of quotes.", null)),
    ];
}
