using PuppetEngine.Engine.Memory.Index;
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

    /// <summary>Knowledge, skill and acquaintance fade this many times slower than what happened.</summary>
    public const double LastingKinds = 8;

    private static readonly byte Core = MemoryEntry.KindOf(MemoryKinds.Core);
    private static readonly byte[] Lasting = [MemoryEntry.KindOf(MemoryKinds.Semantic), MemoryEntry.KindOf(MemoryKinds.Procedural), MemoryEntry.KindOf(MemoryKinds.Social)];

    /// <summary>With a half-life of seven days.</summary>
    public static MemoryRanker Default { get; } = new(TimeSpan.FromDays(7));

    /// <summary>One memory's score, 0 to 1. A memory of the future counts as new. <c>core</c> memories do not age.</summary>
    public double Score(in MemoryEntry entry, double relevance, DateTimeOffset now)
    {
        var importance = ImportanceFloor + (1 - ImportanceFloor) * Math.Clamp(entry.Importance, 0, 1);
        var recency = RecencyFloor + (1 - RecencyFloor) * Retention(entry, now);
        return Math.Clamp(relevance, 0, 1) * importance * recency;
    }

    /// <summary>How much of a memory is left, 0 to 1: half of it goes in a half-life since it was last recalled, and each recall makes that longer.</summary>
    public double Retention(in MemoryEntry entry, DateTimeOffset now)
    {
        if (entry.Kind == Core)
        {
            return 1;
        }

        var age = Math.Max(0, now.ToUnixTimeMilliseconds() - Math.Max(entry.At, entry.LastAccess));
        var life = halfLife.TotalMilliseconds * (1 + Math.Log(1 + entry.Accesses)) * (Lasting.Contains(entry.Kind) ? LastingKinds : 1);
        return Math.Pow(2, -age / life);
    }
}
