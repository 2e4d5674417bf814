using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Tests.Engine.Memory;

public sealed class MemoryRankerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static MemoryMatch Match(string id, double relevance, double importance = 0.5, double daysOld = 0, string kind = "episodic") => new()
    {
        Item = new MemoryItem { Id = id, Kind = kind, Content = id, Importance = importance, Provenance = Provenance.Self, At = Now.AddDays(-daysOld) },
        Score = relevance,
    };

    [Fact]
    public void Score_is_the_product_of_relevance_importance_and_recency()
    {
        // Half a life old: recency 0.2 + 0.8 · ½ = 0.6; importance 0.25 + 0.75 · 0.4 = 0.55.
        var match = Match("m", 0.5, 0.4, daysOld: 7);
        Assert.Equal(0.5 * 0.55 * 0.6, MemoryRanker.Default.Score(match.Item, match.Score, Now), 10);
    }

    [Fact]
    public void Rank_puts_the_relevant_the_important_and_the_recent_first()
    {
        var ranked = MemoryRanker.Default.Rank([Match("old", 0.8, daysOld: 60), Match("new", 0.8), Match("weak", 0.1), Match("grave", 0.8, 1.0), Match("none", 0)], Now, 10);
        Assert.Equal(["grave", "new", "old", "weak"], ranked.Select(m => m.Item.Id));
    }

    [Fact]
    public void Rank_of_a_core_memory_does_not_age() =>
        Assert.Equal(["core", "episodic"], MemoryRanker.Default.Rank([Match("episodic", 0.5, daysOld: 900), Match("core", 0.5, daysOld: 900, kind: "core")], Now, 10).Select(m => m.Item.Id));

    [Fact]
    public void Rank_of_a_memory_recalled_lately_counts_from_then()
    {
        var recalled = Match("recalled", 0.5, daysOld: 60);
        recalled = recalled with { Item = recalled.Item with { LastAccessAt = Now.AddHours(-1) } };
        Assert.Equal("recalled", MemoryRanker.Default.Rank([Match("idle", 0.5, daysOld: 5), recalled], Now, 1)[0].Item.Id);
    }

    [Fact]
    public void Rank_of_equals_is_newer_first_then_by_id() =>
        Assert.Equal(["c", "a", "b"], MemoryRanker.Default.Rank([Match("b", 1, kind: "core", daysOld: 1), Match("a", 1, kind: "core", daysOld: 1), Match("c", 1, kind: "core")], Now, 10).Select(m => m.Item.Id));

    [Fact]
    public void Score_of_the_future_or_of_odd_numbers_stays_in_bounds()
    {
        Assert.InRange(MemoryRanker.Default.Score(Match("future", 1, 1, daysOld: -9).Item, 1, Now), 0, 1);
        Assert.InRange(MemoryRanker.Default.Score(Match("odd", 1, 40).Item, 7, Now), 0, 1);
    }
}
