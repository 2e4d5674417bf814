namespace PuppetEngine.Engine.Journal;

/// <summary>
/// One line of the file of signed heads, which lies outside the database: the chains that moved since the line before, with where they ended.
/// </summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="AtMs">When it was signed, in milliseconds since 1970 UTC.</param>
/// <param name="DeploymentId">The deployment whose journal it is.</param>
/// <param name="FeedPosition">The newest feed position that it covers.</param>
/// <param name="Accepted">Whether an operator accepted the database as it then was: heads of earlier lines no longer hold a silo back.</param>
/// <param name="Heads">The heads, by agent id.</param>
/// <param name="Prev">SHA-256 of the line before, 64 lower-case hex digits; zeros before the first.</param>
public sealed record SignedHeads(
    long Number, long AtMs, string DeploymentId, long FeedPosition, bool Accepted, IReadOnlyList<JournalHead> Heads, string Prev)
{
    /// <summary>The <see cref="Prev"/> of the first line.</summary>
    public const string Root = "0000000000000000000000000000000000000000000000000000000000000000";
}
