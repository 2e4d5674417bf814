using Microsoft.Extensions.Options;
using NSubstitute;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Llm.Budgets;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Llm;
using PuppetEngine.Tests.TestKit.State;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Llm;

public sealed class LlmCeilingTests
{
    private readonly VirtualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 3, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeGrainStore<LlmCeilingState> _store = new();

    private LlmCeilingGrain CreateSut(out FakePersistentState<LlmCeilingState> state, LlmBudgetOptions? options = null, World? world = null)
    {
        state = new FakePersistentState<LlmCeilingState>(_store);
        var models = world ?? new World("live", true);
        return new LlmCeilingGrain(Substitute.For<IGrainContext>(), state, new Worlds(models, models, models), Options.Create(options ?? new LlmBudgetOptions { DailyDollars = 1 }), _clock);
    }

    [Fact]
    public async Task Grant_hands_out_parts_and_never_more_than_the_ceiling()
    {
        var sut = CreateSut(out _);
        var granted = 0L;
        for (var i = 0; i < 200; i++)
        {
            granted += (await sut.Grant(Ask($"s{i}", 7_000))).MicroDollars;
        }

        Assert.InRange(granted, 993_001, 1_000_000);
        var refused = await sut.Grant(Ask("last", 7_000));
        Assert.Contains("ceiling", refused.Refusal);
        Assert.Equal(new DateTimeOffset(2026, 11, 4, 0, 0, 0, TimeSpan.Zero), refused.RetryAt);
    }

    [Fact]
    public async Task Grant_of_the_same_slice_twice_is_one_slice()
    {
        var sut = CreateSut(out _);

        var first = await sut.Grant(Ask("s", 10));
        var second = await sut.Grant(Ask("s", 10));

        Assert.Equal(first.MicroDollars, second.MicroDollars);
        Assert.Equal(first.MicroDollars, (await sut.GetReport()).GrantedMicroDollars);
    }

    [Fact]
    public async Task Report_gives_back_only_what_was_not_spent_and_not_in_doubt()
    {
        var sut = CreateSut(out _);
        await sut.Grant(Ask("s", 500_000));

        await sut.Report([new LlmSliceReport { SliceId = "s", SpentMicroDollars = 100_000, Calls = 2, PromptTokens = 10, CompletionTokens = 5, Closed = true, DoubtMicroDollars = 50_000 }]);
        await sut.Report([new LlmSliceReport { SliceId = "s", SpentMicroDollars = 100_000, Calls = 2, Closed = true, DoubtMicroDollars = 50_000 }]);

        var report = await sut.GetReport();
        Assert.Equal((150_000, 100_000, 2, 15), (report.GrantedMicroDollars, report.SpentMicroDollars, report.Calls, report.PromptTokens + report.CompletionTokens));
    }

    [Fact]
    public async Task A_slice_that_nobody_gives_back_stays_charged_in_full()
    {
        var sut = CreateSut(out _);
        await sut.Grant(Ask("lost", 400_000));
        await sut.Report([new LlmSliceReport { SliceId = "lost", SpentMicroDollars = 1_000, Calls = 1 }]);

        _clock.Advance(TimeSpan.FromMinutes(30));
        await sut.Grant(Ask("other", 1));

        Assert.Equal(410_000, (await sut.GetReport()).GrantedMicroDollars);
        Assert.Equal(1_000, (await sut.GetReport()).SpentMicroDollars);
        Assert.DoesNotContain("lost", _store.Read()!.Worlds["live"].Slices.Keys);
    }

    [Fact]
    public async Task The_day_rolls_once_under_steps_of_the_clock_of_an_hour()
    {
        _clock.AdvanceTo(new DateTimeOffset(2026, 11, 3, 23, 30, 0, TimeSpan.Zero));
        var sut = CreateSut(out _);
        await sut.Grant(Ask("a", 1_000_000));
        var days = new List<string>();

        foreach (var step in (int[])[+60, -60, +60, -120, +60])
        {
            _clock.StepWallClock(TimeSpan.FromMinutes(step));
            await sut.Grant(Ask($"x{days.Count}", 1_000_000));
            days.Add((await sut.GetReport()).Day);
        }

        // The step forward begins the next day early; no step back opens either day again.
        Assert.All(days, day => Assert.Equal("2026-11-04", day));
        Assert.Equal(1_000_000, (await sut.GetReport()).GrantedMicroDollars);

        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("2026-11-04", (await sut.GetReport()).Day);
        Assert.NotNull((await sut.Grant(Ask("again", 1))).Refusal);
    }

    [Fact]
    public async Task A_slice_ends_no_later_than_its_day()
    {
        _clock.AdvanceTo(new DateTimeOffset(2026, 11, 3, 23, 59, 0, TimeSpan.Zero));

        Assert.Equal(TimeSpan.FromMinutes(1), (await CreateSut(out _).Grant(Ask("s", 1))).Life);
    }

    [Theory]
    [InlineData(StateFault.BeforeStoring)]
    [InlineData(StateFault.AfterStoring)]
    public async Task A_failed_write_grants_nothing_and_never_too_much_later(StateFault fault)
    {
        var sut = CreateSut(out var state);
        state.FailNext = fault;

        await Assert.ThrowsAsync<IOException>(() => sut.Grant(Ask("lost", 600_000)));
        var slice = await sut.Grant(Ask("next", 600_000));

        // Stored or not: what may have been granted and what is granted are together within the ceiling.
        Assert.Equal(fault == StateFault.AfterStoring, slice.Refusal is not null);
        Assert.InRange((await sut.GetReport()).GrantedMicroDollars, 600_000, 1_000_000);
    }

    [Fact]
    public async Task Worlds_keep_their_own_days()
    {
        await CreateSut(out _, world: new World("live", true)).Grant(Ask("a", 1_000_000));
        var emulated = CreateSut(out _, world: new World("emulated-1", false));
        Assert.Null((await emulated.Grant(Ask("b", 1_000_000))).Refusal);

        var live = CreateSut(out _, world: new World("live", true));

        Assert.NotNull((await live.Grant(Ask("c", 1))).Refusal);
    }

    [Fact]
    public async Task A_ceiling_of_tokens_holds_too()
    {
        var sut = CreateSut(out _, new LlmBudgetOptions { DailyDollars = 100, DailyTokens = 1_000 });

        Assert.Null((await sut.Grant(Ask("a", 1) with { Tokens = 900 })).Refusal);
        Assert.Contains("tokens", (await sut.Grant(Ask("b", 1) with { Tokens = 900 })).Refusal);
    }

    private static LlmSliceRequest Ask(string id, long microDollars) => new() { SiloId = "silo-a", SliceId = id, MicroDollars = microDollars, Tokens = 1 };
}
