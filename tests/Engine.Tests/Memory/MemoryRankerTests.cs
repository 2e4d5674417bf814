using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Memory.Index;

namespace PuppetEngine.Tests.Engine.Memory;

public sealed class MemoryRankerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static MemoryEntry Entry(double importance = 0.5, double daysOld = 0, string kind = "episodic", double? recalledDaysAgo = null, int accesses = 0) => new(
        1, MemoryEntry.KindOf(kind), (float)importance, Now.AddDays(-daysOld).ToUnixTimeMilliseconds(),
        recalledDaysAgo is { } days ? Now.AddDays(-days).ToUnixTimeMilliseconds() : 0, accesses);

    private static double Score(MemoryEntry entry, double relevance = 0.5) => MemoryRanker.Default.Score(entry, relevance, Now);

    [Fact]
    public void Score_is_the_product_of_relevance_importance_and_recency() =>
        // Half a life old: recency 0.2 + 0.8 · ½ = 0.6; importance 0.25 + 0.75 · 0.5 = 0.625.
        Assert.Equal(0.5 * 0.625 * 0.6, Score(Entry(0.5, daysOld: 7)), 10);

    [Fact]
    public void Score_prefers_the_relevant_the_important_and_the_recent()
    {
        var scores = new[] { Score(Entry(1), 0.8), Score(Entry(), 0.8), Score(Entry(daysOld: 60), 0.8), Score(Entry(), 0.1), Score(Entry(), 0) };
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(0, scores[^1]);
    }

    [Fact]
    public void Score_of_a_core_memory_does_not_age() => Assert.Equal(Score(Entry(kind: "core")), Score(Entry(daysOld: 900, kind: "core")));

    [Fact]
    public void Score_of_a_memory_recalled_lately_counts_from_then() =>
        Assert.True(Score(Entry(daysOld: 60, recalledDaysAgo: 0.1)) > Score(Entry(daysOld: 5)));

    [Fact]
    public void Retention_is_longer_for_what_was_recalled_often_and_for_knowledge()
    {
        var once = MemoryRanker.Default.Retention(Entry(daysOld: 30), Now);
        Assert.True(MemoryRanker.Default.Retention(Entry(daysOld: 30, accesses: 20), Now) > once);
        Assert.True(MemoryRanker.Default.Retention(Entry(daysOld: 30, kind: "semantic"), Now) > once);
    }

    [Fact]
    public void Score_of_the_future_or_of_odd_numbers_stays_in_bounds()
    {
        Assert.InRange(Score(Entry(1, daysOld: -9), 1), 0, 1);
        Assert.InRange(Score(Entry(40), 7), 0, 1);
    }
}
