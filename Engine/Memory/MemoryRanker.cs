using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>
/// Ranks memories for a query: <c>score = relevance × importance × recency</c>, each between 0 and 1. The three parts and their
/// exponential recency are those of Park et al., "Generative Agents" (2023), which adds them with equal weights; here they are multiplied,
/// so that a memory without any bearing on the question never ranks by being fresh. Importance and recency are damped to floors, so that
/// an old or small memory that answers exactly still comes.
/// </summary>
/// <param name="halfLife">After this long a memory's recency has lost half of what lies above its floor.</param>
public sealed class MemoryRanker(TimeSpan halfLife)
{
    /// <summary>What even the least important memory keeps of its score.</summary>
    public const double ImportanceFloor = 0.25;

    /// <summary>What even the oldest memory keeps of its score.</summary>
    public const double RecencyFloor = 0.2;

    /// <summary>With a half-life of seven days.</summary>
    public static MemoryRanker Default { get; } = new(TimeSpan.FromDays(7));

    /// <summary>Ranks candidates whose <see cref="MemoryMatch.Score"/> is their relevance; best first, of equals the newer first.</summary>
    public List<MemoryMatch> Rank(IEnumerable<MemoryMatch> candidates, DateTimeOffset now, int limit)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return [.. candidates
            .Select(c => c with { Score = Score(c.Item, c.Score, now) })
            .Where(c => c.Score > 0)
            .OrderByDescending(c => c.Score).ThenByDescending(c => c.Item.At).ThenBy(c => c.Item.Id, StringComparer.Ordinal)
            .Take(limit)];
    }

    /// <summary>One memory's score, 0 to 1. A memory of the future counts as new. <c>core</c> memories do not age.</summary>
    public double Score(MemoryItem item, double relevance, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(item);
        var importance = ImportanceFloor + (1 - ImportanceFloor) * Math.Clamp(item.Importance, 0, 1);
        return Math.Clamp(relevance, 0, 1) * importance * Recency(item, now);
    }

    private double Recency(MemoryItem item, DateTimeOffset now)
    {
        if (item.Kind == "core")
        {
            return 1;
        }

        var last = item.LastAccessAt is { } access && access > item.At ? access : item.At;
        var age = Math.Max(0, (now - last) / halfLife);
        return RecencyFloor + (1 - RecencyFloor) * Math.Pow(2, -age);
    }
}
