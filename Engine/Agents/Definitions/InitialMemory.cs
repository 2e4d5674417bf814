namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary><c>initial_memory</c>: what a new agent remembers. Applied once; a later version of the definition never overwrites memory.</summary>
public sealed record InitialMemory
{
    /// <summary>Nothing.</summary>
    public static readonly InitialMemory None = new();

    /// <summary><c>core_memories</c>: importance 1.</summary>
    public IReadOnlyList<string> CoreMemories { get; init; } = [];

    /// <summary><c>recent_events</c>.</summary>
    public IReadOnlyList<InitialEvent> RecentEvents { get; init; } = [];

    /// <summary><c>relationships</c>, by the other's id or name.</summary>
    public IReadOnlyList<InitialRelationship> Relationships { get; init; } = [];

    /// <summary><c>tweetHistory</c>: earlier posts, oldest first as the file has them.</summary>
    public IReadOnlyList<InitialEvent> PostHistory { get; init; } = [];

    /// <summary><c>answered_mentions</c>: ids of posts that were answered before the agent came here.</summary>
    public IReadOnlyList<string> AnsweredMentions { get; init; } = [];

    /// <summary><c>knowledge_base.expertise_areas</c>.</summary>
    public IReadOnlyList<string> ExpertiseAreas { get; init; } = [];

    /// <summary><c>knowledge_base.current_projects</c>.</summary>
    public IReadOnlyList<string> CurrentProjects { get; init; } = [];

    /// <summary><c>knowledge_base.goals</c>.</summary>
    public IReadOnlyList<string> Goals { get; init; } = [];
}

/// <summary>An event or an earlier post that a definition brings along.</summary>
/// <param name="Content">What happened, or what was posted.</param>
/// <param name="At">When; null when the file does not say.</param>
/// <param name="Importance">0 to 1.</param>
public sealed record InitialEvent(string Content, DateTimeOffset? At, double Importance);

/// <summary>A relationship that a definition brings along.</summary>
public sealed record InitialRelationship
{
    /// <summary>The other's agent id or name.</summary>
    public required string Target { get; init; }

    /// <summary>-1 to 1.</summary>
    public double Sentiment { get; init; }

    /// <summary>0 to 1.</summary>
    public double Familiarity { get; init; }

    /// <summary>-1 to 1.</summary>
    public double Trust { get; init; }

    /// <summary>What is remembered about the other.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What both went through (<c>sharedExperiences</c>).</summary>
    public IReadOnlyList<string> SharedExperiences { get; init; } = [];

    /// <summary>What was last said or done (<c>recentInteractions</c>), as texts.</summary>
    public IReadOnlyList<string> RecentInteractions { get; init; } = [];

    /// <summary>When (<c>lastInteractionDate</c>); null when the file does not say.</summary>
    public DateTimeOffset? LastInteractionAt { get; init; }

    /// <summary>Whether the other is an agent: true in the group <c>other_agents</c>, false in <c>users</c>, null where the file does not say.</summary>
    public bool? IsAgent { get; init; }
}
