namespace PuppetEngine.Tests.TestKit.Texts;

/// <summary>Finds a post's author among the authors of all other posts: nearest centroid of TF-IDF vectors, each post left out in its turn.</summary>
public static class TfIdf
{
    public static double ShareRecognised(List<(int Author, string Text)> posts)
    {
        var bags = posts.Select(p => TextGrams.Words(p.Text).GroupBy(w => w).ToDictionary(g => g.Key, g => 1 + Math.Log(g.Count()))).ToList();
        var documents = bags.SelectMany(b => b.Keys).GroupBy(w => w).ToDictionary(g => g.Key, g => g.Count());
        var vectors = bags.Select(b => Unit(b.ToDictionary(p => p.Key, p => p.Value * Math.Log((1.0 + posts.Count) / (1 + documents[p.Key]))))).ToList();
        var sums = new Dictionary<int, Dictionary<string, double>>();
        for (var i = 0; i < posts.Count; i++)
        {
            Add(sums.TryGetValue(posts[i].Author, out var sum) ? sum : sums[posts[i].Author] = [], vectors[i], 1);
        }

        var found = 0;
        for (var i = 0; i < posts.Count; i++)
        {
            Add(sums[posts[i].Author], vectors[i], -1);
            var best = sums.MaxBy(s => Cosine(vectors[i], s.Value)).Key;
            found += best == posts[i].Author ? 1 : 0;
            Add(sums[posts[i].Author], vectors[i], 1);
        }

        return (double)found / posts.Count;
    }

    private static Dictionary<string, double> Unit(Dictionary<string, double> vector)
    {
        var length = Math.Sqrt(vector.Values.Sum(v => v * v));
        return length == 0 ? vector : vector.ToDictionary(p => p.Key, p => p.Value / length);
    }

    private static void Add(Dictionary<string, double> sum, Dictionary<string, double> vector, double sign)
    {
        foreach (var (word, value) in vector)
        {
            sum[word] = sum.GetValueOrDefault(word) + (sign * value);
        }
    }

    private static double Cosine(Dictionary<string, double> vector, Dictionary<string, double> sum)
    {
        var length = Math.Sqrt(sum.Values.Sum(v => v * v));
        return length == 0 ? 0 : vector.Sum(p => p.Value * sum.GetValueOrDefault(p.Key)) / length;
    }
}
