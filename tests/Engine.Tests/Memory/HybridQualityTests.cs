using PuppetEngine.Engine.Llm.Embeddings;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Memory.Index;

namespace PuppetEngine.Tests.Engine.Memory;

/// <summary>How well the two halves of a search, and both together, find what questions ought to find: nDCG@10 (Järvelin and Kekäläinen, 2002).</summary>
public sealed class HybridQualityTests(ITestOutputHelper output)
{
    private const int Depth = 10;

    [Fact]
    public void The_hybrid_is_better_than_words_and_within_a_hundredth_of_vectors_on_a_hundred_labelled_questions()
    {
        var topics = LabelledMemories.Topics;
        Assert.Equal(100, topics.Sum(t => t.Questions.Length));
        var index = new MemoryIndex(LocalNgramEmbeddingGenerator.Model);
        var (number, topicOf) = (0L, new Dictionary<long, int>());

        // Mixed, so that the order of rows tells nothing about topics.
        for (var m = 0; m < topics[0].Memories.Length; m++)
        {
            for (var t = 0; t < topics.Length; t++)
            {
                topicOf[++number] = t;
                index.Add(new MemoryEntry(number, 1, 0.5f, 0, 0, 0), topics[t].Memories[m]);
                index.SetVector(number, LocalNgramEmbeddingGenerator.Embed(topics[t].Memories[m]));
            }
        }

        var (words, vectors, both) = (0d, 0d, 0d);
        for (var t = 0; t < topics.Length; t++)
        {
            foreach (var question in topics[t].Questions)
            {
                var found = index.Scan(new MemoryProbe { Text = question, Vector = VectorCode.Unit(LocalNgramEmbeddingGenerator.Embed(question)), Pool = 100 });
                var relevance = MemoryFusion.Relevance(found, new MemoryOptions().VectorWeight);
                words += Gain(found, i => found.Candidates[i].Lexical, topicOf, t);
                vectors += Gain(found, i => Math.Max(0, found.Candidates[i].Vector ?? 0), topicOf, t);
                both += Gain(found, i => relevance[i], topicOf, t);
            }
        }

        output.WriteLine($"nDCG@10: words {words / 100:0.000}, vectors {vectors / 100:0.000}, hybrid {both / 100:0.000}");
        Assert.True(both >= words, $"hybrid {both / 100:0.000} is below words {words / 100:0.000}");
        Assert.True(both >= vectors - 1, $"hybrid {both / 100:0.000} is below vectors {vectors / 100:0.000}");
    }

    private static double Gain(MemoryCandidates found, Func<int, double> score, Dictionary<long, int> topicOf, int topic)
    {
        var ranked = Enumerable.Range(0, found.Candidates.Count).Where(i => score(i) > 0).OrderByDescending(score).ThenBy(i => found.Candidates[i].Entry.Number).Take(Depth).ToList();
        var gain = ranked.Select((i, rank) => topicOf[found.Candidates[i].Entry.Number] == topic ? 1 / Math.Log2(rank + 2) : 0).Sum();
        return gain / Enumerable.Range(0, topicOf.Values.Count(v => v == topic)).Sum(rank => 1 / Math.Log2(rank + 2));
    }
}
