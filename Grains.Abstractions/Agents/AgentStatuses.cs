namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>The values of <see cref="AgentCard.Status"/>. Stable: they stand in the catalog and in the API.</summary>
public static class AgentStatuses
{
    /// <summary>Lives on its schedule.</summary>
    public const string Active = "active";

    /// <summary>Paused by a person, or because its file was removed.</summary>
    public const string Paused = "paused";

    /// <summary>Its definition names no usable account.</summary>
    public const string NeedsAccount = "needs_account";

    /// <summary>Stopped by the kill switch.</summary>
    public const string Killed = "killed";

    /// <summary>Deleted; its journal stays.</summary>
    public const string Deleted = "deleted";
}
