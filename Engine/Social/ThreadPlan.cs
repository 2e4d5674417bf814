namespace PuppetEngine.Engine.Social;

/// <summary>A text as the posts of a thread, in order; the first stands alone and each other one answers the one before.</summary>
/// <param name="Parts">The parts; none for a text of white space.</param>
public sealed record ThreadPlan(IReadOnlyList<ThreadPart> Parts)
{
    /// <summary>Where a resume goes on: the place of the first part that is not among the confirmed ones; the count of all when none is missing.</summary>
    /// <param name="confirmed">The ids of the parts whose posts are confirmed.</param>
    public int FirstMissing(IReadOnlyCollection<string> confirmed)
    {
        ArgumentNullException.ThrowIfNull(confirmed);
        var at = 0;
        while (at < Parts.Count && confirmed.Contains(Parts[at].Id))
        {
            at++;
        }

        return at;
    }
}
