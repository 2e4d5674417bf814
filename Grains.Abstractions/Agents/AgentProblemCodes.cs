namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>Stable codes of refusals; the gateway answers them as problem codes.</summary>
public static class AgentProblemCodes
{
    /// <summary>No such agent.</summary>
    public const string AgentNotFound = "agent_not_found";

    /// <summary>The agent exists already.</summary>
    public const string AgentExists = "agent_exists";

    /// <summary>The agent is paused, killed or deleted.</summary>
    public const string AgentInactive = "agent_inactive";

    /// <summary>The minimum interval since the last post has not passed.</summary>
    public const string TooSoon = "too_soon";

    /// <summary>The agent has as many effects under way as it may.</summary>
    public const string TooManyPending = "too_many_pending";

    /// <summary>The same Idempotency-Key came with another body.</summary>
    public const string IdempotencyConflict = "idempotency_conflict";

    /// <summary>No such effect.</summary>
    public const string EffectNotFound = "effect_not_found";

    /// <summary>The effect's state does not allow it.</summary>
    public const string EffectState = "effect_state";

    /// <summary>The text breaks a rule of outgoing text.</summary>
    public const string BlockedOutgoing = "blocked_outgoing";

    /// <summary>The definition is not valid.</summary>
    public const string InvalidDefinition = "invalid_definition";

    /// <summary>The definition, or what waits of it, is another one than the caller has seen.</summary>
    public const string DefinitionChanged = "definition_changed";

    /// <summary>The agent may not trade: it is switched off, has no wallet, or its wallet cannot sign.</summary>
    public const string TradingRefused = "trading_refused";

    /// <summary>The order of a trade makes no sense.</summary>
    public const string InvalidTrade = "invalid_trade";

    /// <summary>More parts of a thread were asked for than the definition allows.</summary>
    public const string ThreadTooLong = "thread_too_long";

    /// <summary>The network takes no post of this shape.</summary>
    public const string InvalidPost = "invalid_post";

    /// <summary>What is asked for is not built into this version.</summary>
    public const string NotSupported = "not_supported";
}
