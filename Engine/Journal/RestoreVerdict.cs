namespace PuppetEngine.Engine.Journal;

/// <summary>Whether a silo may begin to act on its database.</summary>
/// <param name="Held">Whether it must start paused until an operator accepts the restore.</param>
/// <param name="Findings">Why, in words, at most twenty; empty when it is not held.</param>
public sealed record RestoreVerdict(bool Held, IReadOnlyList<string> Findings)
{
    /// <summary>Nothing is newer than the database.</summary>
    public static RestoreVerdict Clear { get; } = new(false, []);
}
