namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>What becomes of a mention.</summary>
public enum MentionChoice
{
    /// <summary>It is answered, once, at <see cref="MentionDecision.ActAt"/>.</summary>
    Answer = 0,

    /// <summary>It is liked and not answered.</summary>
    Like = 1,

    /// <summary>Nothing, for now and for ever.</summary>
    Ignore = 2,

    /// <summary>Nothing, because its author may not be answered at all.</summary>
    Refuse = 3,

    /// <summary>Not now: it is decided again at <see cref="MentionDecision.ActAt"/>, and what is decided then replaces this.</summary>
    Hold = 4,
}

/// <summary>A decision as it is recorded.</summary>
/// <param name="MentionId">The mention.</param>
/// <param name="Choice">What becomes of it.</param>
/// <param name="Reason">One of <see cref="MentionReasons"/>.</param>
/// <param name="Detail">Why, in a sentence, without the mention's own words.</param>
/// <param name="ActAt">When to act; the time of the decision where nothing is done.</param>
public sealed record MentionDecision(string MentionId, MentionChoice Choice, string Reason, string Detail, DateTimeOffset ActAt)
{
    /// <summary>How likely the author is a machine, 0 to 1.</summary>
    public double BotLikelihood { get; init; }

    /// <summary>Which own reply in the conversation this would be, from 1; 0 where none is written.</summary>
    public int Turn { get; init; }

    /// <summary>Whether the author said stop in this mention: the relationship has to keep it for ever.</summary>
    public bool AuthorStops { get; init; }

    /// <summary>Whether it was decided before; nothing is recorded again.</summary>
    public bool IsRepeat => Reason == MentionReasons.AlreadyHandled;
}

/// <summary>The reasons of decisions. Stable: they stand in the journal and in the API.</summary>
public static class MentionReasons
{
    /// <summary>Answered: it mentions the agent.</summary>
    public const string Mentioned = "mentioned";

    /// <summary>Answered: another agent of this house mentions it.</summary>
    public const string OwnAgent = "own_agent";

    /// <summary>Answered: the agent came across it.</summary>
    public const string CameAcross = "came_across";

    /// <summary>Decided before.</summary>
    public const string AlreadyHandled = "already_handled";

    /// <summary>It was answered before the agent came here: <c>initial_memory.answered_mentions</c>.</summary>
    public const string AnsweredBefore = "answered_before";

    /// <summary>The agent's own post.</summary>
    public const string Self = "self";

    /// <summary>Only repeats a post.</summary>
    public const string Repost = "repost";

    /// <summary>Too old to be answered.</summary>
    public const string TooOld = "too_old";

    /// <summary>Its author says stop.</summary>
    public const string StopSaid = "stop_said";

    /// <summary>Its author said stop before.</summary>
    public const string Stopped = "stopped";

    /// <summary>Its author is on the block list.</summary>
    public const string Blocked = "blocked";

    /// <summary>There is an allow list, and its author is not on it.</summary>
    public const string NotAllowed = "not_allowed";

    /// <summary>The conversation has had its replies.</summary>
    public const string TurnLimit = "turn_limit";

    /// <summary>Its author is a bot that has been answered enough for a while.</summary>
    public const string CoolDown = "cool_down";

    /// <summary>Its author has had the hour's replies.</summary>
    public const string AuthorCap = "author_cap";

    /// <summary>The hour has had its replies.</summary>
    public const string HourCap = "hour_cap";

    /// <summary>Too much is under way; it is looked at again.</summary>
    public const string Backlog = "backlog";

    /// <summary>Chance said no.</summary>
    public const string Probability = "probability";

    /// <summary>Every hour is quiet.</summary>
    public const string QuietHours = "quiet_hours";

    /// <summary>The network or the operator does not let it be answered; the grain's own word.</summary>
    public const string Policy = "policy";
}
