using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Orleans;
using Orleans.Runtime;
using Orleans.Timers;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Memory.Index;
using PuppetEngine.Grains.Abstractions.Access;
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
    public async Task Query_ranks_all_that_match_and_is_cut_for_a_prompt_alone()
    {
        var index = new MemoryIndex();
        for (var number = 1; number <= 40; number++)
        {
            index.Add(new MemoryEntry(number, 1, 0.5f, 0, 0, 0), $"The harbour at hour {number}.");
        }

        _derived.LoadAsync("ada", Arg.Any<CancellationToken>()).Returns(index);
        _model.EmbedAsync(default!, default!, default).ReturnsForAnyArgs(new MemoryVectors([], "stand-in", true));
        _rows.ReadAsync("ada", Arg.Any<IReadOnlyList<long>>(), Arg.Any<CancellationToken>())
            .Returns(call => call.Arg<IReadOnlyList<long>>().Select(number => new MemoryRow(number, Item($"m{number}"))).ToList());
        var sut = CreateSut();

        // The one word that memories have stands in all of them.
        const string Question = "kangaroo pouch anatomy of the harbour";
        Assert.Equal(10, (await sut.Query(new MemoryQuery { Text = Question })).Items.Count);
        Assert.Equal(10, (await sut.Query(new MemoryQuery { Text = Question, Peek = true })).Items.Count);
        Assert.Empty((await sut.Query(new MemoryQuery { Text = Question, WithoutNoise = true })).Items);
        Assert.NotEmpty((await sut.Query(new MemoryQuery { Text = "the harbour at hour 17", WithoutNoise = true })).Items);
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

    [Theory]
    [InlineData(2.5)] // Behind by one to two milliseconds, which is the timer's word for never.
    [InlineData(40)]  // Further behind, which it refuses.
    public async Task The_timer_is_armed_again_however_long_the_thread_waits_between_two_readings_of_the_clock(double milliseconds)
    {
        var (timer, registry, work) = (Substitute.For<IGrainTimer>(), Substitute.For<ITimerRegistry>(), (Func<CancellationToken, Task>?)null);
        registry.RegisterGrainTimer(default!, default(Func<MemoryGrain, CancellationToken, Task>)!, default!, default).ReturnsForAnyArgs(call =>
        {
            var (tick, state) = (call.ArgAt<Func<MemoryGrain, CancellationToken, Task>>(1), call.ArgAt<MemoryGrain>(2));
            work = token => tick(state, token);
            return timer;
        });
        var context = Substitute.For<IGrainContext>();
        context.GrainId.Returns(GrainId.Create("memory", "ada"));
        context.ActivationServices.Returns(new ServiceCollection().AddSingleton(registry).BuildServiceProvider());

        var (index, items) = (new MemoryIndex(), Enumerable.Range(1, 130).Select(i => new MemoryRow(i, Item($"m{i}"))).ToList());
        items.ForEach(r => index.Add(MemoryEntry.Of(r), r.Item.Content));
        _derived.LoadAsync("ada", Arg.Any<CancellationToken>()).Returns(index);
        _rows.ReadAsync("ada", default!, default).ReturnsForAnyArgs(call => [.. items.Where(r => call.ArgAt<IReadOnlyList<long>>(1).Contains(r.Number))]);
        _model.EmbedAsync("ada", default!, default).ReturnsForAnyArgs(call => new MemoryVectors([.. call.ArgAt<IReadOnlyList<string>>(1).Select(_ => new[] { 1f, 0f })], "m", false));
        _jobs.ReadStateAsync("ada", Arg.Any<CancellationToken>()).Returns(new MemoryJobState(int.MaxValue, 0, [], [], 0));
        var sut = new MemoryGrain(context, new MemoryPorts(_rows, _derived, _jobs, _model), Options.Create(new MemoryOptions()), new CrowdedClock(TimeSpan.FromMilliseconds(milliseconds)), NullLogger<MemoryGrain>.Instance);
        await sut.OnActivateAsync(TestContext.Current.CancellationToken);

        await sut.Summarize();
        for (var tick = 1; tick <= 2; tick++)
        {
            Assert.NotNull(work);
            await work(TestContext.Current.CancellationToken);
        }

        // By the question, and by each of two batches that left more to do.
        Assert.Equal(2, index.Pending);
        timer.Received(1).Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Received(2).Change(TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    /// <summary>A clock of a machine where each reading finds that the thread has waited.</summary>
    private sealed class CrowdedClock(TimeSpan wait) : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now += wait;
    }
}
