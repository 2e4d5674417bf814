using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <content>The large sections.</content>
internal sealed partial class DefinitionReader
{
    private Personality Personality() => new()
    {
        Traits = Texts("personality.traits"),
        Values = Texts("personality.values"),
        Interests = Texts("personality.interests"),
        SpeakingStyle = Text("personality.speaking_style"),
        Background = Text("personality.background"),
        Quirks = Texts("personality.quirks"),
        DefaultMood = Text("personality.emotional_range.default_mood"),
        StressTriggers = Texts("personality.emotional_range.stress_triggers"),
        BaseValence = Number("personality.emotional_range.baseline.valence"),
        BaseArousal = Number("personality.emotional_range.baseline.arousal"),
        BaseDominance = Number("personality.emotional_range.baseline.dominance"),
        MoodHalfLifeHours = Number("personality.emotional_range.half_life_hours")!.Value,
    };

    private StyleGuide Style() => new()
    {
        Voice = Text("style_guide.voice"),
        Tone = Text("style_guide.tone"),
        Formatting = new Formatting
        {
            UsesHashtags = Flag("style_guide.formatting.uses_hashtags"),
            HashtagStyle = Text("style_guide.formatting.hashtag_style"),
            UsesEmojis = Flag("style_guide.formatting.uses_emojis"),
            EmojiFrequency = Text("style_guide.formatting.emoji_frequency"),
            Capitalization = Text("style_guide.formatting.capitalization"),
            SentenceLength = Text("style_guide.formatting.sentence_length"),
            AvoidHyphens = Flag("style_guide.formatting.avoid_hyphens"),
        },
        KeyTerms = Texts("style_guide.vocabulary.key_terms"),
        AvoidTerms = Texts("style_guide.vocabulary.avoid_terms"),
        TopicsToAvoid = Texts("style_guide.topics_to_avoid"),
        ProfanityAllowed = Flag("style_guide.language_constraints.profanity_allowed"),
    };

    private InitialMemory Memory() => new()
    {
        CoreMemories = Texts("initial_memory.core_memories"),
        Relationships = Relationships(),
        RecentEvents = Events("initial_memory.recent_events", importance: 0.7),
        PostHistory = Events("initial_memory.tweetHistory", importance: 0.5),
        AnsweredMentions = Texts("initial_memory.answered_mentions"),
        ExpertiseAreas = Texts("initial_memory.knowledge_base.expertise_areas"),
        CurrentProjects = Texts("initial_memory.knowledge_base.current_projects"),
        Goals = Texts("initial_memory.knowledge_base.goals"),
    };

    private IReadOnlyList<InitialEvent> Events(string path, double importance) => At(path) is not { } list ? [] :
    [
        .. list.Items.Select(item => item.Kind == JsonValueKind.String
            ? new InitialEvent(item.Text, null, importance)
            : new InitialEvent(item.Member("content")!.Text, Moment(item.Member("timestamp")), Math.Clamp(Part(item, "importance", importance), 0, 1))),
    ];

    private IReadOnlyList<InitialRelationship> Relationships()
    {
        if (At("initial_memory.relationships") is not { } map)
        {
            return [];
        }

        // Later documents of the original group texts by other_agents and users; its code has one object per target.
        var groups = map.Members.SelectMany(member => member.Value.Kind != JsonValueKind.Object ? [(member, null)] : member.Key switch
        {
            "other_agents" => member.Value.Members.Select(pair => (pair, (bool?)true)),
            "users" => member.Value.Members.Select(pair => (pair, (bool?)false)),
            _ => [(member, null)],
        });
        return [.. groups.Where(found => found.Item1.Value.Kind is JsonValueKind.Object or JsonValueKind.String).Select(found => Relationship(found.Item1.Key, found.Item1.Value, found.Item2))];
    }

    private static InitialRelationship Relationship(string target, DocumentNode value, bool? isAgent) => value.Kind == JsonValueKind.String
        ? new InitialRelationship { Target = target, IsAgent = isAgent, Notes = value.Text.Length > 0 ? [value.Text] : [] }
        : new InitialRelationship
        {
            Target = target,
            IsAgent = isAgent,
            Sentiment = Math.Clamp(Part(value, "sentiment", 0), -1, 1),
            Familiarity = Math.Clamp(Part(value, "familiarity", 0), 0, 1),
            Trust = Math.Clamp(Part(value, "trust", 0), -1, 1),
            Notes = [.. TextsOf(value, "notes")],
            SharedExperiences = [.. TextsOf(value, "sharedExperiences"), .. TextsOf(value, "shared_experiences")],
            RecentInteractions = [.. TextsOf(value, "recentInteractions"), .. TextsOf(value, "recent_interactions")],
            LastInteractionAt = Moment(value.Member("lastInteractionDate") ?? value.Member("last_interaction_date")),
        };

    // The original keeps notes as texts or as objects with a content; one note may also stand alone.
    private static IEnumerable<string> TextsOf(DocumentNode value, string name) => value.Member(name) switch
    {
        { Kind: JsonValueKind.String } note => new[] { note.Text }.Where(text => text.Length > 0),
        { Kind: JsonValueKind.Array } notes => notes.Items
            .Select(note => note.Kind switch
            {
                JsonValueKind.Object => (note.Member("content") ?? note.Member("description") ?? note.Member("text"))?.Text ?? "",
                JsonValueKind.String => note.Text,
                _ => "",
            })
            .Where(text => text.Length > 0),
        _ => [],
    };

    private static double Part(DocumentNode node, string name, double fallback) =>
        node.Member(name) is { Kind: JsonValueKind.Number } part ? double.Parse(part.Text, CultureInfo.InvariantCulture) : fallback;

    // Files have ISO dates, dates without a zone (meant as UTC) and milliseconds since 1970.
    private static DateTimeOffset? Moment(DocumentNode? node) => node switch
    {
        { Kind: JsonValueKind.Number } when long.TryParse(node.Text, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= 0 and < 253402300800000 => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        { Kind: JsonValueKind.String } when DateTimeOffset.TryParse(node.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment.ToUniversalTime(),
        _ => null,
    };

    private Behavior Behavior() => new()
    {
        PostFrequency = new PostFrequency
        {
            MinHours = Number("behavior.post_frequency.min_hours_between_posts")!.Value,
            MaxHours = Number("behavior.post_frequency.max_hours_between_posts")!.Value,
            PeakHours = Wholes("behavior.post_frequency.peak_posting_hours"),
        },
        Interaction = new InteractionPatterns
        {
            Reply = Number("behavior.interaction_patterns.reply_probability")!.Value,
            Quote = Number("behavior.interaction_patterns.quote_tweet_probability")!.Value,
            Like = Number("behavior.interaction_patterns.like_probability")!.Value,
            Repost = Number("behavior.interaction_patterns.retweet_probability")!.Value,
            MinResponseMinutes = Number("behavior.interaction_patterns.mention_response_time.min_minutes")!.Value,
            MaxResponseMinutes = Number("behavior.interaction_patterns.mention_response_time.max_minutes")!.Value,
        },
        Conversation = new ConversationSettings
        {
            MentionReply = Number("behavior.conversation.mention_reply_probability")!.Value,
            MaxTurns = Whole("behavior.conversation.max_turns")!.Value,
            MaxPerAuthorHour = Whole("behavior.conversation.max_replies_per_author_hour")!.Value,
            MaxPerHour = Whole("behavior.conversation.max_replies_per_hour")!.Value,
            CoolDownMinutes = Number("behavior.conversation.cool_down_minutes")!.Value,
            QuietHours = Wholes("behavior.conversation.quiet_hours"),
            Block = Texts("behavior.conversation.block"),
            Allow = Texts("behavior.conversation.allow"),
        },
        Content = new ContentPreferences
        {
            MaxThreadLength = Whole("behavior.content_preferences.max_thread_length")!.Value,
            TypicalLength = new PostLength(Whole("behavior.content_preferences.typical_post_length")!.Value),
            MaxLength = Whole("behavior.content_preferences.max_post_length") is > 0 and var most ? new PostLength(most) : null,
            LinkSharing = Number("behavior.content_preferences.link_sharing_frequency")!.Value,
        },
    };

    private TradingSettings Trading() =>
        !Has("solana_integration") && !Has("agent_kit_integration") && !Has("behavior.trading_behavior") ? TradingSettings.None : new()
        {
            Enabled = Flag("solana_integration.trading_enabled"),
            WalletAddress = Text("solana_integration.wallet_address"),
            Network = Text("solana_integration.network"),
            MaxTradeSol = Amount("solana_integration.trade_safety.max_trade_amount_sol"),
            MinBalanceSol = Amount("solana_integration.trade_safety.min_wallet_balance_sol"),
            MaxSlippagePercent = Amount("solana_integration.trade_safety.max_slippage_percent"),
            MaxDailyTrades = Whole("solana_integration.trade_safety.max_daily_trades"),
            MaxDailyVolumeSol = Amount("solana_integration.trade_safety.max_daily_volume_sol"),
            MinHoursBetweenTrades = Number("behavior.trading_behavior.trading_frequency.min_hours_between_trades"),
            MaxHoursBetweenTrades = Number("behavior.trading_behavior.trading_frequency.max_hours_between_trades"),
            TradeProbability = Number("behavior.trading_behavior.trading_frequency.random_probability"),
            DecisionFactors = Texts("behavior.trading_behavior.trade_decision_factors"),
            TweetProbability = Number("behavior.trading_behavior.trade_tweet_probability")!.Value,
            MaxPerTransactionSol = Amount("behavior.trading_behavior.max_trade_amount_per_transaction"),
            AlwaysTradable = Texts("behavior.trading_behavior.allowed_tokens.always_tradable"),
            ConsiderTrending = Flag("behavior.trading_behavior.allowed_tokens.consider_trending"),
            Blacklist = Texts("behavior.trading_behavior.allowed_tokens.blacklist"),
            KitEnabled = Flag("agent_kit_integration.enabled"),
            KitMethods = Texts("agent_kit_integration.methods.allowed"),
            KitAutonomousOnly = Texts("agent_kit_integration.methods.autonomous_only"),
            KitMaxDailyTrades = Whole("agent_kit_integration.autonomy_rules.max_daily_trades"),
            KitMaxSingleTradeSol = Amount("agent_kit_integration.autonomy_rules.max_single_trade_amount_sol"),
            IgnoreHumanRequests = Flag("agent_kit_integration.autonomy_rules.ignore_human_trading_requests"),
            RequireTrending = Flag("agent_kit_integration.autonomy_rules.require_trending_validation"),
        };
}
