using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>What a change does to what an agent may do.</summary>
public enum PrivilegeChange
{
    /// <summary>The field is not privileged, or did not change.</summary>
    None,

    /// <summary>It may do less; anybody who may change the definition may do that.</summary>
    Tightens,

    /// <summary>It may do more, or something else; that takes the scope <c>admin</c>.</summary>
    Loosens,
}

/// <summary>What holds where a definition says nothing; a field that appears is compared with these.</summary>
/// <param name="Publishes">What becomes of posts by default.</param>
/// <param name="UsdPerDay">Dollars for models per agent and day.</param>
/// <param name="PostsPerDay">Posts per day.</param>
/// <param name="RepliesPerDay">Replies per day.</param>
public sealed record PrivilegeDefaults(
    PublishMode Publishes, double UsdPerDay, double PostsPerDay, double RepliesPerDay)
{
    /// <summary>A live world: nothing is sent unless an admin says so; a dollar, 12 posts and 30 replies a day.</summary>
    public static PrivilegeDefaults Live { get; } = new(PublishMode.DryRun, 1, 12, 30);

    /// <summary>The emulated world: posts are sent, and cost nobody anything.</summary>
    public static PrivilegeDefaults Emulated { get; } = new(PublishMode.Live, double.MaxValue, double.MaxValue, double.MaxValue);
}
