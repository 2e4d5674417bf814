using System.Collections.Immutable;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Moods;
using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Social.Conversations;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// Whatever of an agent must change together: schedule position, effects under way, counters, budget, the journal's head and the
/// outbox. Immutable: each commit swaps one snapshot for the next, so that a read never sees half a step.
/// </summary>
public sealed record TurnState
{
    /// <summary>The number of the commit, raised by each.</summary>
    public long Commit { get; init; }

    /// <summary>When the agent came into being; null before.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Where the posting schedule stands.</summary>
    public SchedulePosition? Posting { get; init; }

    /// <summary>Effects that have not ended, oldest first; unknown ones stay until an operator resolves them.</summary>
    public ImmutableArray<Effect> Open { get; init; } = [];

    /// <summary>The last confirmed or recorded posts, newest first.</summary>
    public ImmutableArray<RecentPost> Recent { get; init; } = [];

    /// <summary>When the last post was confirmed or recorded; null when never.</summary>
    public DateTimeOffset? LastPostAt { get; init; }

    /// <summary>The newest posts of the account that are not the agent's; null while there are none.</summary>
    public ForeignMark? Foreign { get; init; }

    /// <summary>Confirmed posts.</summary>
    public long PostCount { get; init; }

    /// <summary>Approvals given in review.</summary>
    public int Approvals { get; init; }

    /// <summary>What models cost today.</summary>
    public AgentDay Day { get; init; } = AgentDay.None;

    /// <summary>Who paused the agent; null while it runs.</summary>
    public string? PausedBy { get; init; }

    /// <summary>Why it is paused.</summary>
    public string PauseReason { get; init; } = "";

    /// <summary>Whether it was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>What became of the last occurrence, and why.</summary>
    public LastOccurrence? Last { get; init; }

    /// <summary>The newest definition whose arrival is journaled.</summary>
    public long DefinitionVersion { get; init; }

    /// <summary>No tick of the wake reminder is expected before; the first one is never later than what is due next.</summary>
    public DateTimeOffset? ReminderAt { get; init; }

    /// <summary>Where the journal ends; null before its first row.</summary>
    public JournalHead? Journal { get; init; }

    /// <summary>What is at hand of conversations: turns, replies of the hour, cool-downs, decided mentions.</summary>
    public ConversationLedger Conversations { get; init; } = ConversationLedger.Empty;

    /// <summary>Mentions that were heard and are not done with, in the order in which they were heard.</summary>
    public ImmutableArray<InboxMention> Inbox { get; init; } = [];

    /// <summary>Posts that it answered because a person asked for it, newest first: each has its one reply.</summary>
    public ImmutableArray<string> Answered { get; init; } = [];

    /// <summary>Its account, as its mentions came with it; null before the first.</summary>
    public OwnAccount? Own { get; init; }

    /// <summary>How it feels; null where nothing moved it yet.</summary>
    public MoodState? Mood { get; init; }

    /// <summary>The events of the last day that it heard, oldest first: what is told again changes nothing.</summary>
    public ImmutableArray<HeardEvent> Heard { get; init; } = [];

    /// <summary>Other agents of the house that it is to look at, in the order in which it was told.</summary>
    public ImmutableArray<Encounter> Encounters { get; init; } = [];

    /// <summary>What the next scheduled post may be about; null for the agent's own choice.</summary>
    public SuggestedTopic? Suggested { get; init; }

    /// <summary>The last trades that its wallet told of, by the version that is journaled; told again it is nobody's news.</summary>
    public ImmutableArray<NotedTrade> Trades { get; init; } = [];

    /// <summary>What the tables have still to be told.</summary>
    public Outbox Outbox { get; init; } = Outbox.Empty;
}
