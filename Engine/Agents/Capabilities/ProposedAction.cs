namespace PuppetEngine.Engine.Agents.Capabilities;

/// <summary>An act before it is allowed.</summary>
/// <param name="Kind">What it does.</param>
public sealed record ProposedAction(ActionKind Kind)
{
    /// <summary>The post that it answers, quotes, likes, reposts or deletes; empty for none.</summary>
    public string PostId { get; init; } = "";

    /// <summary>The conversation that it speaks in; empty for none.</summary>
    public string ConversationId { get; init; } = "";

    /// <summary>The person or agent that it concerns (a relationship, a follow); empty for none.</summary>
    public string TargetId { get; init; } = "";

    /// <summary>
    /// Whether a model chose to do it or with what (a tool call, a named target, an amount), rather than code and definition. The words of
    /// a text do not count: they are judged by the outgoing rules.
    /// </summary>
    public bool ChosenByModel { get; init; }
}
