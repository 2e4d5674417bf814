using PuppetEngine.Engine.Agents.Scheduling;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary><c>limits</c>: ceilings of one agent per UTC day; null where the configured default holds.</summary>
public sealed record AgentLimits
{
    /// <summary>No limits of its own.</summary>
    public static readonly AgentLimits None = new();

    /// <summary>Dollars for models.</summary>
    public double? UsdPerDay { get; init; }

    /// <summary>Posts.</summary>
    public int? PostsPerDay { get; init; }

    /// <summary>Replies.</summary>
    public int? RepliesPerDay { get; init; }
}

/// <summary><c>catch_up</c>: what becomes of occurrences that were missed.</summary>
public sealed record CatchUpSettings
{
    /// <summary>The latest missed occurrence runs, up to a day late.</summary>
    public static readonly CatchUpSettings Default = new();

    /// <summary><c>mode</c>.</summary>
    public CatchUpMode Mode { get; init; } = CatchUpMode.One;

    /// <summary><c>max_lateness_hours</c>: what is later is skipped in every mode.</summary>
    public double MaxLatenessHours { get; init; } = 24;
}
