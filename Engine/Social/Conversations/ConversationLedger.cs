using System.Collections.Immutable;

namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>
/// What an agent keeps at hand of its conversations: enough for every guard, and bounded. Part of the state that changes with the
/// decision itself. Immutable; changed only by <see cref="ConversationMachine"/>.
/// </summary>
public sealed record ConversationLedger
{
    /// <summary>Conversations that are kept, those with own replies only.</summary>
    public const int MostConversations = 200;

    /// <summary>Replies that are planned at most; more wait as held.</summary>
    public const int MostPlanned = 200;

    /// <summary>Mentions that wait to be decided again; more are ignored, with the reason <see cref="MentionReasons.Backlog"/>.</summary>
    public const int MostHeld = 200;

    /// <summary>Bots and other agents that are counted.</summary>
    public const int MostPartners = 200;

    /// <summary>Authors who said stop that are kept here; the relationship keeps each for ever.</summary>
    public const int MostStopped = 500;

    /// <summary>Ids of decided mentions. What is older is guarded by the effect's id, which follows from the mention's.</summary>
    public const int MostHandled = 500;

    /// <summary>Nothing yet.</summary>
    public static ConversationLedger Empty { get; } = new();

    /// <summary>Own replies by conversation, most recent first.</summary>
    public ImmutableArray<ConversationTurns> Conversations { get; init; } = [];

    /// <summary>Replies of the last hour and planned ones, by time.</summary>
    public ImmutableArray<ReplySlot> Replies { get; init; } = [];

    /// <summary>Mentions that wait to be decided again, by time. Their words wait in the agent's inbox, and not here.</summary>
    public ImmutableArray<HeldMention> Held { get; init; } = [];

    /// <summary>Bots and other agents that were answered lately, most recent first.</summary>
    public ImmutableArray<PartnerTurns> Partners { get; init; } = [];

    /// <summary>Ids of authors who said stop, newest first.</summary>
    public ImmutableArray<string> Stopped { get; init; } = [];

    /// <summary>Ids of decided mentions, newest first.</summary>
    public ImmutableArray<string> Handled { get; init; } = [];

    /// <summary>Own replies in a conversation, planned ones included.</summary>
    public int TurnsIn(string conversationId) => Conversations.FirstOrDefault(c => c.ConversationId == conversationId)?.Turns ?? 0;
}

/// <summary>Own replies in a conversation.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Turns">Replies, planned ones included.</param>
/// <param name="At">When the last one was planned.</param>
public sealed record ConversationTurns(string ConversationId, int Turns, DateTimeOffset At);

/// <summary>A reply that was sent within the last hour, or is planned.</summary>
/// <param name="MentionId">The mention.</param>
/// <param name="AuthorId">Its author.</param>
/// <param name="ConversationId">Its conversation.</param>
/// <param name="At">When it is or was sent.</param>
/// <param name="Sent">Whether it was.</param>
public sealed record ReplySlot(string MentionId, string AuthorId, string ConversationId, DateTimeOffset At, bool Sent = false);

/// <summary>A mention that is decided again later.</summary>
/// <param name="MentionId">The mention.</param>
/// <param name="AuthorId">Its author.</param>
/// <param name="ConversationId">Its conversation.</param>
/// <param name="Until">When.</param>
public sealed record HeldMention(string MentionId, string AuthorId, string ConversationId, DateTimeOffset Until);

/// <summary>Replies to a bot or another agent, in whatever conversations, since it was last left alone.</summary>
/// <param name="AuthorId">The other.</param>
/// <param name="Turns">Replies.</param>
/// <param name="At">When the last one was planned.</param>
/// <param name="Until">It is left alone until then; null while it is not.</param>
public sealed record PartnerTurns(string AuthorId, int Turns, DateTimeOffset At, DateTimeOffset? Until);
