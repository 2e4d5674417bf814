namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>Stable codes for why an event is not taken.</summary>
public static class EventProblemCodes
{
    /// <summary>The type, the data, the targets or the time are wrong.</summary>
    public const string Invalid = "invalid_event";

    /// <summary>It names agents that do not exist.</summary>
    public const string UnknownAgents = "unknown_agents";

    /// <summary>No webhook of that name is configured.</summary>
    public const string UnknownWebhook = "unknown_webhook";

    /// <summary>The delivery's signature or timestamp does not hold.</summary>
    public const string Unsigned = "invalid_signature";

    /// <summary>The same cause was used for another event.</summary>
    public const string Conflict = "idempotency_conflict";
}
