using PuppetEngine.Engine.Memory.Index;

namespace PuppetEngine.Engine.Memory;

/// <summary>
/// Says what of an answer is worth recalling. A question of which no memory speaks has a best match all the same; what such a match looks like is known
/// from all the others: of n products that are chance, the best exceeds the mean by more than √(2 ln(n / 2α)) deviations in less than a
/// share α of questions (the tail of the normal distribution, n times). A model's own scale of cosines takes no part in it.
/// </summary>
public static class MemoryNoiseCut
{
    /// <summary>The share of questions without an answer that may get one by chance.</summary>
    public const double FalseAlarms = 0.05;

    /// <summary>Two texts this near speak of the same in any case: of fifteen unrelated questions the built-in embedding's best was 0.35.</summary>
    public const double SureCosine = 0.45;

    /// <summary>What a match by words is to have of what the question's words could give: of fifteen unrelated questions the best had 0.08.</summary>
    public const double LeastWords = 0.1;

    /// <summary>What a match is to have of the best one's relevance.</summary>
    public const double ShareOfBest = 1d / 3;

    /// <summary>Fewer memories than this do not tell what chance looks like: then any word of the question counts, and of vectors only <see cref="SureCosine"/>.</summary>
    public const int FewMemories = 32;

    /// <summary>The relevance of each candidate, with 0 for what is noise.</summary>
    /// <param name="found">The candidates.</param>
    /// <param name="relevance">Their relevance, in their order.</param>
    /// <param name="memories">How many memories the agent has.</param>
    public static double[] Cut(MemoryCandidates found, double[] relevance, int memories)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(relevance);
        var chance = found.Compared < FewMemories ? SureCosine : found.Mean + found.Deviation * Math.Sqrt(2 * Math.Log(found.Compared / (2 * FalseAlarms)));
        var (cosine, words) = (Math.Min(SureCosine, chance), memories < FewMemories ? 0 : LeastWords);
        var isAnswered = found.Candidates.Any(c => (c.Lexical > 0 && c.Lexical >= words) || (c.Vector > 0 && c.Vector >= cosine));
        var least = isAnswered ? relevance.Max() * ShareOfBest : double.PositiveInfinity;
        return [.. relevance.Select(r => r >= least ? r : 0)];
    }
}
