using PuppetEngine.Engine.Llm.Embeddings;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Memory.Index;

namespace PuppetEngine.Tests.Engine.Memory;

/// <summary>
/// How well the two halves of a search, and both together, find what questions ought to find: nDCG@10 (Järvelin and Kekäläinen, 2002). The questions are
/// split by a fixed hash of their text (FNV-1a of 32 bits over UTF-16 units, by its lowest bit): rules are chosen on the tuning half alone
/// and have to hold on the judging half and on all.
/// </summary>
public sealed class HybridQualityTests(ITestOutputHelper output)
{
    private const int Depth = 10;

    private readonly Dictionary<long, int> _topicOf = [];

    [Fact]
    public void The_hybrid_is_at_least_as_good_as_either_half_on_a_hundred_labelled_questions()
    {
        var topics = LabelledMemories.Topics;
        var index = Index();
        List<(bool Judges, double Words, double Vectors, double Both)> gains = [];
        for (var t = 0; t < topics.Length; t++)
        {
            foreach (var question in topics[t].Questions)
            {
                var found = Scan(index, question);
                var relevance = MemoryFusion.Relevance(found, new MemoryOptions().VectorWeight);
                gains.Add((Judges(question), Gain(found, i => found.Candidates[i].Lexical, _topicOf, t), Gain(found, i => Math.Max(0, found.Candidates[i].Vector ?? 0), _topicOf, t), Gain(found, i => relevance[i], _topicOf, t)));
            }
        }

        Assert.Equal(100, gains.Count);
        foreach (var (name, part) in new[] { ("tuning", gains.Where(g => !g.Judges).ToList()), ("judging", gains.Where(g => g.Judges).ToList()), ("all", gains) })
        {
            var (words, vectors, both) = (part.Average(g => g.Words), part.Average(g => g.Vectors), part.Average(g => g.Both));
            var figures = $"nDCG@10 of {part.Count} ({name}): words {words:0.0000}, vectors {vectors:0.0000}, hybrid {both:0.0000}";
            output.WriteLine(figures);
            Assert.True(both >= words && both >= vectors, figures);
        }
    }

    [Theory]
    [InlineData("why did the Roman aqueducts fall into ruin")]
    [InlineData("what is the capital of Mongolia")]
    [InlineData("kangaroo pouch anatomy")]
    [InlineData("dinosaur fossils of the Jurassic")]
    [InlineData("who invented the zipper")]
    [InlineData("how heavy is an elephant")]
    [InlineData("the history of the printing press")]
    public void A_question_that_no_memory_speaks_of_recalls_nothing(string question)
    {
        var found = Scan(Index(), question);
        Assert.DoesNotContain(MemoryNoiseCut.Cut(found, MemoryFusion.Relevance(found, new MemoryOptions().VectorWeight), _topicOf.Count), r => r > 0);
    }

    [Fact]
    public void Nine_in_ten_labelled_questions_recall_something()
    {
        var index = Index();
        var answered = LabelledMemories.Topics.SelectMany(t => t.Questions).Count(question =>
        {
            var found = Scan(index, question);
            return MemoryNoiseCut.Cut(found, MemoryFusion.Relevance(found, new MemoryOptions().VectorWeight), _topicOf.Count).Any(r => r > 0);
        });
        output.WriteLine($"{answered} of 100 labelled questions recall something");
        Assert.InRange(answered, 90, 100);
    }

    // Mixed, so that the order of rows tells nothing about topics.
    private MemoryIndex Index()
    {
        var (topics, index, number) = (LabelledMemories.Topics, new MemoryIndex(LocalNgramEmbeddingGenerator.Model), 0L);
        for (var m = 0; m < topics[0].Memories.Length; m++)
        {
            for (var t = 0; t < topics.Length; t++)
            {
                _topicOf[++number] = t;
                index.Add(new MemoryEntry(number, 1, 0.5f, 0, 0, 0), topics[t].Memories[m]);
                index.SetVector(number, LocalNgramEmbeddingGenerator.Embed(topics[t].Memories[m]));
            }
        }

        return index;
    }

    private static MemoryCandidates Scan(MemoryIndex index, string question) =>
        index.Scan(new MemoryProbe { Text = question, Vector = VectorCode.Unit(LocalNgramEmbeddingGenerator.Embed(question)), Pool = 100 });

    private static bool Judges(string question) => (question.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u)) & 1) == 1;

    private static double Gain(MemoryCandidates found, Func<int, double> score, Dictionary<long, int> topicOf, int topic)
    {
        var ranked = Enumerable.Range(0, found.Candidates.Count).Where(i => score(i) > 0).OrderByDescending(score).ThenBy(i => found.Candidates[i].Entry.Number).Take(Depth).ToList();
        var gain = ranked.Select((i, rank) => topicOf[found.Candidates[i].Entry.Number] == topic ? 1 / Math.Log2(rank + 2) : 0).Sum();
        return gain / Enumerable.Range(0, topicOf.Values.Count(v => v == topic)).Sum(rank => 1 / Math.Log2(rank + 2));
    }
}
