using PuppetEngine.Engine.Memory.Index;

namespace PuppetEngine.Engine.Memory;

/// <summary>
/// Joins the two halves of a search. Each half's scores are divided by its best one and added by weight (a convex combination, which
/// Bruch et al., "An Analysis of Fusion Functions for Hybrid Retrieval", 2023, found better and steadier than reciprocal ranks); the sum
/// is scaled back by the better half's best score, so that a relevance of a question that nothing fits stays small.
/// </summary>
public static class MemoryFusion
{
    /// <summary>A cosine below this is chance for any model, and so are those that do not stand out of all others.</summary>
    private const double LeastCosine = 0.1;

    private const double LeastDeviations = 2;

    // Fewer products than these say nothing about what is usual.
    private const int EnoughToCompare = 50;

    /// <summary>The relevance of each candidate, 0 to 1, in their order.</summary>
    /// <param name="found">The candidates, with exact products where there are vectors.</param>
    /// <param name="vectorWeight">What the vectors weigh, 0 to 1; the words weigh the rest.</param>
    public static double[] Relevance(MemoryCandidates found, double vectorWeight)
    {
        ArgumentNullException.ThrowIfNull(found);
        var candidates = found.Candidates;
        var bestWords = candidates.Count == 0 ? 0 : candidates.Max(c => c.Lexical);
        var bestCosine = candidates.Count == 0 ? 0 : candidates.Max(c => Math.Max(0, c.Vector ?? 0));
        var usual = found.Compared >= EnoughToCompare ? Math.Max(LeastCosine, found.Mean + LeastDeviations * found.Deviation) : LeastCosine;
        var weight = bestWords == 0 ? 1 : bestCosine == 0 ? 0 : vectorWeight;
        var size = Math.Max(bestWords, bestCosine);
        return [.. candidates.Select(c =>
        {
            var cosine = Math.Max(0, c.Vector ?? 0);
            if (c.Lexical == 0 && cosine < usual)
            {
                return 0;
            }

            var words = bestWords == 0 ? 0 : c.Lexical / bestWords;
            var vector = bestCosine == 0 ? 0 : cosine / bestCosine;
            return Math.Clamp(size * (weight * vector + (1 - weight) * words), 0, 1);
        })];
    }
}
