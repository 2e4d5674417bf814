namespace PuppetEngine.Emulators.Llm.Embeddings;

/// <summary>
/// Vectors without a model: words, pairs of words and runs of three letters are hashed into the dimensions, and the sum is brought to
/// length one. Texts that share words lie near each other; meaning beyond words is not seen.
/// </summary>
internal static class HashedEmbedding
{
    private const double WordWeight = 1.0;
    private const double PairWeight = 0.5;
    private const double TrigramWeight = 0.25;

    public static float[] Of(string text, int dimensions)
    {
        var vector = new double[dimensions];
        var words = Words(text);
        for (var i = 0; i < words.Count; i++)
        {
            Add(vector, words[i], WordWeight);
            if (i > 0)
            {
                Add(vector, words[i - 1] + " " + words[i], PairWeight);
            }

            var padded = $"^{words[i]}$";
            for (var j = 0; j + 3 <= padded.Length; j++)
            {
                Add(vector, "~" + padded.Substring(j, 3), TrigramWeight);
            }
        }

        if (Array.TrueForAll(vector, v => v == 0))
        {
            vector[0] = 1;
        }

        var length = Math.Sqrt(vector.Sum(v => v * v));
        return [.. vector.Select(v => (float)(v / length))];
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inWord = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (inWord && start < 0)
            {
                start = i;
            }
            else if (!inWord && start >= 0)
            {
                words.Add(text[start..i].ToLowerInvariant());
                start = -1;
            }
        }

        return words;
    }

    private static void Add(double[] vector, string feature, double weight)
    {
        var hash = StableHash.Of(feature);
        vector[(int)(hash % (ulong)vector.Length)] += (hash >> 63) == 0 ? weight : -weight;
    }
}
