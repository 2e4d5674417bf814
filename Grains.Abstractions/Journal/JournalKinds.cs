namespace PuppetEngine.Grains.Abstractions.Journal;

/// <summary>The kinds of journal entries. Stable: they are hashed into the chain, and the feed carries them.</summary>
public static class JournalKinds
{
    /// <summary>A definition was applied. Payload: version, changed fields, source.</summary>
    public const string Definition = "agent.definition";

    /// <summary>Paused or resumed. Payload: by whom, why.</summary>
    public const string Status = "agent.status";

    /// <summary>An occurrence or a request became an intent. Payload: trigger, due time, activity.</summary>
    public const string Planned = "effect.planned";

    /// <summary>A draft was generated. Payload: definition version, messages, answer, model, tier, seed, cost, memories, verdicts.</summary>
    public const string Drafted = "effect.drafted";

    /// <summary>The effect waits for a person. Payload: the exact payload.</summary>
    public const string Held = "effect.held";

    /// <summary>A person approved, edited or rejected. Payload: what, by whom.</summary>
    public const string Reviewed = "effect.reviewed";

    /// <summary>An attempt begins. Payload: number, started, not after, baseline, exact payload.</summary>
    public const string Attempt = "effect.attempt";

    /// <summary>An attempt ended without certainty or without effect. Payload: the outcome.</summary>
    public const string Outcome = "effect.outcome";

    /// <summary>The effect ended. Payload: state, external id, verdict.</summary>
    public const string Ended = "effect.ended";

    /// <summary>What becomes of a mention was decided. Payload: the decision, its reason, when to act.</summary>
    public const string Mention = "mention.decided";

    /// <summary>What an agent does with another one's post, because it was told to look, was decided. Payload: what it could do, what a model proposed, what came of it.</summary>
    public const string Encounter = "encounter.decided";

    /// <summary>A conversation changed what the agent makes of somebody, and its mood. Payload: whom, what was asked of a model, what it proposed, the figures after it.</summary>
    public const string Relationship = "relationship.updated";

    /// <summary>An event was heard. Payload: the event, and what it did.</summary>
    public const string Event = "event.heard";

    /// <summary>The account has posts that no effect made. Payload: the account, and which posts.</summary>
    public const string Foreign = "account.foreign_posts";

    /// <summary>A trade took a step. Payload: the trade as it stood after it.</summary>
    public const string Trade = "trade.changed";

    /// <summary>An occurrence was skipped. Payload: activity, due time, why.</summary>
    public const string Skipped = "schedule.skipped";
}
