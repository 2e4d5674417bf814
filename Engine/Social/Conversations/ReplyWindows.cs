namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>Keeps a number of replies under a cap in every hour, wherever the hour begins.</summary>
internal static class ReplyWindows
{
    /// <summary>What a cap counts over.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The earliest time from a wanted one at which one more keeps every hour within the cap; null where none ever does.</summary>
    /// <param name="taken">The times of the others, in any order.</param>
    /// <param name="wanted">Not before this.</param>
    /// <param name="cap">The most in any hour, its end excluded.</param>
    public static DateTimeOffset? FirstFree(IEnumerable<DateTimeOffset> taken, DateTimeOffset wanted, int cap)
    {
        if (cap <= 0)
        {
            return null;
        }

        var times = taken.Order().ToList();
        if (Fits(times, wanted, cap))
        {
            return wanted;
        }

        // Only where an hour that is full has just passed one of its replies can another be free.
        foreach (var candidate in times.Select(time => time + Hour).Where(time => time > wanted))
        {
            if (Fits(times, candidate, cap))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool Fits(List<DateTimeOffset> times, DateTimeOffset at, int cap)
    {
        var near = times.Where(time => time > at - Hour && time < at + Hour).Append(at).Order().ToList();
        for (var first = 0; first + cap < near.Count; first++)
        {
            if (near[first + cap] - near[first] < Hour)
            {
                return false;
            }
        }

        return true;
    }
}
