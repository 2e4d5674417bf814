using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Orleans.Runtime;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Memory.Index;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Grains.Memory;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Memory;

public sealed class MemoryGrainTests
{
    private readonly IMemoryStore _rows = Substitute.For<IMemoryStore>();
    private readonly IMemoryIndexStore _derived = Substitute.For<IMemoryIndexStore>();
    private readonly IMemoryJobStore _jobs = Substitute.For<IMemoryJobStore>();
    private readonly IMemoryModel _model = Substitute.For<IMemoryModel>();
    private readonly VirtualTimeProvider _time = new();

    public MemoryGrainTests()
    {
        _rows.ForgetAsync(default!, default!, default, default).ReturnsForAnyArgs([]);
        _derived.LoadAsync("ada", Arg.Any<CancellationToken>()).Returns(new MemoryIndex());
    }

    private MemoryGrain CreateSut()
    {
        var context = Substitute.For<IGrainContext>();
        context.GrainId.Returns(GrainId.Create("memory", "ada"));
        return new MemoryGrain(context, new MemoryPorts(_rows, _derived, _jobs, _model), Options.Create(new MemoryOptions()), _time, NullLogger<MemoryGrain>.Instance);
    }

    private MemoryItem Item(string id) => new() { Id = id, Kind = "episodic", Content = id, Provenance = Provenance.Self, At = _time.GetUtcNow() };

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public async Task Query_without_a_text_lists_and_reads_no_index(string? text)
    {
        var listed = new MemoryPage { Items = [], Next = "c2" };
        _rows.ListAsync("ada", Arg.Is<MemoryQuery>(q => q.Cursor == "c1" && q.Limit == 7), Arg.Any<CancellationToken>()).Returns(listed);
        Assert.Same(listed, await CreateSut().Query(new MemoryQuery { Text = text, Cursor = "c1", Limit = 7 }));
        await _derived.DidNotReceiveWithAnyArgs().LoadAsync(default!, default);
    }

    [Fact]
    public async Task Append_waits_for_the_row_alone()
    {
        _rows.AppendAsync("ada", Arg.Any<IReadOnlyList<MemoryItem>>(), false, Arg.Any<CancellationToken>()).Returns([new MemoryRow(1, Item("m"))]);
        await CreateSut().Append([Item("m")]);
        await _derived.DidNotReceiveWithAnyArgs().LoadAsync(default!, default);
        await _model.DidNotReceiveWithAnyArgs().EmbedAsync(default!, default!, default);
    }

    [Fact]
    public async Task Import_brings_back_what_was_forgotten()
    {
        _rows.AppendAsync("ada", Arg.Any<IReadOnlyList<MemoryItem>>(), true, Arg.Any<CancellationToken>()).Returns([new MemoryRow(1, Item("m"))]);
        Assert.Equal(1, await CreateSut().Import([Item("m"), Item("known")]));
    }

    [Fact]
    public async Task Forget_says_whether_there_was_one()
    {
        _rows.ForgetAsync("ada", Arg.Is<MemorySelection>(s => s.Ids.Contains("m")), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(new List<long> { 5 }, new List<long>());
        var sut = CreateSut();
        Assert.True(await sut.Forget("m"));
        Assert.False(await sut.Forget("none"));
    }

    [Fact]
    public async Task A_selection_that_names_nothing_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => CreateSut().ForgetSelected(new MemorySelection()));

    [Fact]
    public async Task Tend_runs_once_a_day()
    {
        _jobs.ReadStateAsync("ada", Arg.Any<CancellationToken>()).Returns(new MemoryJobState(DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime).DayNumber, 0, [], [], 0));
        Assert.True((await CreateSut().Tend()).WasDone);
    }
}
