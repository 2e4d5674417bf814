namespace PuppetEngine.Engine.Agents.Scheduling;

/// <summary>What becomes of occurrences that were due while nobody could run them.</summary>
public enum CatchUpMode
{
    /// <summary>The latest of them runs, the others are skipped. The default.</summary>
    One = 0,

    /// <summary>All are skipped; the schedule begins anew from now.</summary>
    Skip = 1,

    /// <summary>All run, one after another, as far as they are not older than the maximum lateness.</summary>
    All = 2,
}
