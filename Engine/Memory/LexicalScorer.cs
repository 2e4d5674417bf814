namespace PuppetEngine.Engine.Memory;

/// <summary>
/// How well texts match a query by their words: BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
/// 2009, k1 = 1.2, b = 0.75), with document frequencies over the given texts, divided by the sum of the query's weights at full
/// saturation, so that a score lies between 0 (no word in common) and 1 (never quite reached).
/// </summary>
public static class LexicalScorer
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    /// <summary>A score for each text, in their order.</summary>
    public static double[] Score(string query, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(texts);
        var terms = LexicalTokenizer.Tokenize(query).Distinct(StringComparer.Ordinal).ToList();
        var scores = new double[texts.Count];
        if (terms.Count == 0 || texts.Count == 0)
        {
            return scores;
        }

        var place = terms.Select((t, i) => (t, i)).ToDictionary(p => p.t, p => p.i, StringComparer.Ordinal);
        var counts = new int[texts.Count][];
        var lengths = new int[texts.Count];
        var documents = new int[terms.Count];
        for (var d = 0; d < texts.Count; d++)
        {
            counts[d] = new int[terms.Count];
            foreach (var word in LexicalTokenizer.Tokenize(texts[d]))
            {
                lengths[d]++;
                if (place.TryGetValue(word, out var t) && counts[d][t]++ == 0)
                {
                    documents[t]++;
                }
            }
        }

        // The +1 inside the logarithm keeps a word that every text has from weighing less than nothing.
        var weights = documents.Select(n => Math.Log(1 + (texts.Count - n + 0.5) / (n + 0.5))).ToArray();
        var full = weights.Sum() * (K1 + 1);
        var average = Math.Max(1, lengths.Average());
        for (var d = 0; d < texts.Count; d++)
        {
            var norm = K1 * (1 - B + B * lengths[d] / average);
            for (var t = 0; t < terms.Count; t++)
            {
                scores[d] += weights[t] * counts[d][t] * (K1 + 1) / (counts[d][t] + norm);
            }

            scores[d] /= full;
        }

        return scores;
    }
}
