namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>One thing that a replay made again and compared.</summary>
/// <param name="What">What it is, in words.</param>
/// <param name="Recorded">As the journal has it.</param>
/// <param name="Replayed">As it came out now.</param>
public sealed record ReplayStep(string What, string Recorded, string Replayed)
{
    /// <summary>Whether both are equal.</summary>
    public bool IsEqual => string.Equals(Recorded, Replayed, StringComparison.Ordinal);

    /// <summary>Whether the journal holds what this is made of; without it there is nothing to compare.</summary>
    public bool IsRecorded { get; private init; } = true;

    /// <summary>A thing whose material the journal does not hold (any more).</summary>
    public static ReplayStep NotRecorded(string what) => new(what, "", "") { IsRecorded = false };
}
