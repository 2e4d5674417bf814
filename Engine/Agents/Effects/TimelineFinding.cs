namespace PuppetEngine.Engine.Agents.Effects;

/// <summary>What a read of the own timeline, and a claim on what it showed, say about an attempt.</summary>
public enum TimelineFinding
{
    /// <summary>The read did not succeed: nothing is known.</summary>
    NotRead = 0,

    /// <summary>A matching post above the baseline is bound to this effect.</summary>
    Landed = 1,

    /// <summary>Nothing matches, neither above nor below the baseline.</summary>
    Absent = 2,

    /// <summary>Only a post below the baseline, or one that another effect holds, matches.</summary>
    OnlyOlder = 3,
}
