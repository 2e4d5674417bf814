using PuppetEngine.Engine.Memory.Index;

namespace PuppetEngine.Engine.Memory;

/// <summary>
/// Joins the two halves of a search by weight (a convex combination, which Bruch et al., "An Analysis of Fusion Functions for Hybrid
/// Retrieval", 2023, found better and steadier than reciprocal ranks). Both halves are absolute: the cosine, and the share of what the question's words
/// could give at most, so that a memory that has only the question's commonest words gains next to nothing by them. How far a half's best
/// stands above its mean says how much it knows of this question, and its weight is multiplied with that: a half that likes all memories alike has
/// no say in their order.
/// </summary>
public static class MemoryFusion
{
    // A cosine of almost nothing is chance for any model.
    private const double LeastCosine = 0.02;

    /// <summary>The relevance of each candidate, 0 to 1, in their order.</summary>
    /// <param name="found">The candidates, with exact products where there are vectors.</param>
    /// <param name="vectorWeight">What the vectors weigh where both halves know as much, 0 to 1; the words weigh the rest.</param>
    public static double[] Relevance(MemoryCandidates found, double vectorWeight)
    {
        ArgumentNullException.ThrowIfNull(found);
        var candidates = found.Candidates;
        var bestWords = candidates.Count == 0 ? 0 : candidates.Max(c => c.Lexical);
        var bestCosine = candidates.Count == 0 ? 0 : candidates.Max(c => Math.Max(0, c.Vector ?? 0));
        var vectors = vectorWeight * Math.Max(0, bestCosine - Math.Max(0, found.Mean));
        var words = (1 - vectorWeight) * Math.Max(0, bestWords - found.WordMean);
        var weight = bestWords == 0 ? 1 : bestCosine == 0 ? 0 : vectors + words > 0 ? vectors / (vectors + words) : vectorWeight;
        return [.. candidates.Select(c =>
        {
            var cosine = Math.Max(0, c.Vector ?? 0);
            if (c.Lexical == 0 && cosine < LeastCosine)
            {
                return 0;
            }

            return Math.Clamp(weight * cosine + (1 - weight) * c.Lexical, 0, 1);
        })];
    }
}
