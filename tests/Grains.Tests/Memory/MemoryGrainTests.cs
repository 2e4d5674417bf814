using NSubstitute;
using Orleans.Runtime;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Grains.Memory;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Memory;

public sealed class MemoryGrainTests
{
    private readonly IMemoryStore _store = Substitute.For<IMemoryStore>();
    private readonly VirtualTimeProvider _time = new();

    private MemoryGrain CreateSut()
    {
        var context = Substitute.For<IGrainContext>();
        context.GrainId.Returns(GrainId.Create("memory", "ada"));
        return new MemoryGrain(context, _store, _time);
    }

    private MemoryMatch Match(string id, double relevance, double daysOld) => new()
    {
        Item = new MemoryItem { Id = id, Kind = "episodic", Content = id, Provenance = Provenance.Self, At = _time.GetUtcNow().AddDays(-daysOld) },
        Score = relevance,
    };

    [Fact]
    public async Task Query_with_a_text_ranks_more_candidates_than_it_returns()
    {
        _store.SearchAsync("ada", "tea", "post", 10, Arg.Any<CancellationToken>()).Returns([Match("old", 0.5, 90), Match("new", 0.4, 0), Match("faint", 0.01, 0)]);
        var page = await CreateSut().Query(new MemoryQuery { Text = "tea", Kind = "post", Limit = 2 });
        Assert.Equal(["new", "old"], page.Items.Select(m => m.Item.Id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public async Task Query_without_a_text_lists(string? text)
    {
        var listed = new MemoryPage { Items = [Match("m", 1, 0)], Next = "c2" };
        _store.ListAsync("ada", null, "c1", 7, Arg.Any<CancellationToken>()).Returns(listed);
        Assert.Same(listed, await CreateSut().Query(new MemoryQuery { Text = text, Cursor = "c1", Limit = 7 }));
    }

    [Fact]
    public async Task Append_and_forget_reach_the_table_under_the_grains_key()
    {
        List<MemoryItem> items = [Match("m", 1, 0).Item];
        _store.DeleteAsync("ada", "m", Arg.Any<CancellationToken>()).Returns(true);
        await CreateSut().Append(items);
        await _store.Received().AppendAsync("ada", items, Arg.Any<CancellationToken>());
        Assert.True(await CreateSut().Forget("m"));
    }
}
