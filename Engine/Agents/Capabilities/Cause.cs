namespace PuppetEngine.Engine.Agents.Capabilities;

/// <summary>What set a turn off.</summary>
/// <param name="Kind">By what channel.</param>
public sealed record Cause(CauseKind Kind)
{
    /// <summary>The post of a mention or an observation; empty for other causes.</summary>
    public string PostId { get; init; } = "";

    /// <summary>Its conversation; empty for other causes.</summary>
    public string ConversationId { get; init; } = "";

    /// <summary>Its author; empty for other causes.</summary>
    public string AuthorId { get; init; } = "";

    /// <summary>The kinds of acts that this cause has already led to: nothing but what stays inside happens twice.</summary>
    public IReadOnlyList<ActionKind> Done { get; init; } = [];

    /// <summary>Of an operator's request: the kinds of acts that it names. What it does not name, it did not ask for.</summary>
    public IReadOnlyList<ActionKind> Requested { get; init; } = [];

    /// <summary>An occurrence of the posting schedule.</summary>
    public static Cause PostSchedule { get; } = new(CauseKind.PostSchedule);

    /// <summary>An occurrence of the trading schedule.</summary>
    public static Cause TradeSchedule { get; } = new(CauseKind.TradeSchedule);

    /// <summary>A mention.</summary>
    public static Cause Mention(string postId, string conversationId, string authorId) =>
        new(CauseKind.Mention) { PostId = postId, ConversationId = conversationId, AuthorId = authorId };

    /// <summary>A post that the agent came across.</summary>
    public static Cause Observation(string postId, string conversationId, string authorId) =>
        new(CauseKind.Observation) { PostId = postId, ConversationId = conversationId, AuthorId = authorId };

    /// <summary>A request of an operator that names these acts.</summary>
    public static Cause Operator(params IReadOnlyList<ActionKind> requested) => new(CauseKind.Operator) { Requested = requested };
}
