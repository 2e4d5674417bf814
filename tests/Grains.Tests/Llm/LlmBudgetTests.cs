using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Llm.Budgets;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Llm;
using PuppetEngine.Tests.TestKit.State;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Llm;

/// <summary>Silos' purses over one ceiling. Grains take turns; the tests call them as the runtime does, one call after the other.</summary>
public sealed class LlmBudgetTests
{
    private readonly VirtualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 3, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeGrainStore<LlmCeilingState> _store = new();
    private readonly IOptions<LlmBudgetOptions> _options = Options.Create(new LlmBudgetOptions { DailyDollars = 1, SliceParts = 10 });
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private ILlmCeilingGrain _ceiling = null!;
    private FakePersistentState<LlmCeilingState> _state = null!;

    public LlmBudgetTests()
    {
        RestartCeiling();
        _grains.GetGrain<ILlmCeilingGrain>("ceiling", Arg.Any<string?>()).Returns(_ => _ceiling);
    }

    private void RestartCeiling()
    {
        var world = new World("live", true);
        _state = new FakePersistentState<LlmCeilingState>(_store);
        _ceiling = new LlmCeilingGrain(Substitute.For<IGrainContext>(), _state, new Worlds(world, world, world), _options, _clock);
    }

    private LlmBudgetGrain CreateSut() => new(Substitute.For<IGrainContext>(), _grains, _options, _clock, NullLogger<LlmBudgetGrain>.Instance);

    [Fact]
    public async Task A_thousand_turns_on_three_silos_never_spend_more_than_the_ceiling()
    {
        LlmBudgetGrain[] silos = [CreateSut(), CreateSut(), CreateSut()];
        var random = new Random(11);
        var open = new List<(LlmBudgetGrain Silo, string Id, long Worst)>();
        var spent = 0L;
        var refused = 0;
        for (var turn = 0; turn < 1_000; turn++)
        {
            var silo = silos[random.Next(3)];
            var worst = random.Next(500, 6_000);
            var reservation = await silo.Reserve(Need(worst));
            if (reservation.Id is { } id)
            {
                open.Add((silo, id, worst));
            }
            else
            {
                refused++;
            }

            if (open.Count > 40)
            {
                spent += await SettleAsync(open, random);
            }

            Assert.InRange(spent + open.Sum(o => o.Worst), 0, 1_000_000);
            Assert.InRange((await _ceiling.GetReport()).GrantedMicroDollars, spent, 1_000_000);
        }

        while (open.Count > 0)
        {
            spent += await SettleAsync(open, random);
        }

        Assert.True(refused > 0, "the ceiling was never reached");
        await Task.WhenAll(silos.Select(s => s.OnDeactivateAsync(default, default)));
        var report = await _ceiling.GetReport();
        Assert.Equal((spent, spent), (report.SpentMicroDollars, report.GrantedMicroDollars));
    }

    [Fact]
    public async Task A_silo_that_crashes_between_reserving_and_settling_frees_nothing_of_its_slice()
    {
        var crashed = CreateSut();
        await crashed.Reserve(Need(50_000));
        RestartCeiling();

        var next = CreateSut();
        var reserved = 0L;
        while ((await next.Reserve(Need(50_000))).Id is not null)
        {
            reserved += 50_000;
        }

        // A slice of a tenth was out; what it held besides the reservation is not free either, for nobody can prove it unspent.
        Assert.Equal(900_000, reserved);
    }

    [Fact]
    public async Task A_silo_that_stops_gives_back_what_is_provably_unspent()
    {
        var sut = CreateSut();
        var settled = (await sut.Reserve(Need(40_000))).Id!;
        await sut.Reserve(Need(30_000));
        await sut.Settle(settled, new LlmUsage { MicroDollars = 10_000, PromptTokens = 7 });

        await sut.OnDeactivateAsync(default, default);

        var report = await _ceiling.GetReport();
        Assert.Equal((40_000, 10_000, 1), (report.GrantedMicroDollars, report.SpentMicroDollars, report.Calls));
    }

    [Fact]
    public async Task Release_gives_back_at_once_what_nothing_is_reserved_of_and_the_rest_with_its_settlement()
    {
        var sut = CreateSut();
        var open = (await sut.Reserve(Need(30_000))).Id!;
        await sut.Release();
        await sut.Release();

        Assert.Equal(100_000, (await _ceiling.GetReport()).GrantedMicroDollars);
        await sut.Settle(open, new LlmUsage { MicroDollars = 10_000 });
        await sut.Release();
        Assert.Equal((10_000, 10_000), ((await _ceiling.GetReport()).GrantedMicroDollars, (await _ceiling.GetReport()).SpentMicroDollars));

        // Whoever comes late gets a slice of its own.
        Assert.NotNull((await sut.Reserve(Need(5_000))).Id);
        Assert.Equal(110_000, (await _ceiling.GetReport()).GrantedMicroDollars);
    }

    [Fact]
    public async Task A_repeated_or_unknown_settlement_changes_nothing()
    {
        var sut = CreateSut();
        var id = (await sut.Reserve(Need(1_000))).Id!;

        await sut.Settle(id, new LlmUsage { MicroDollars = 400 });
        await sut.Settle(id, new LlmUsage { MicroDollars = 400 });
        await sut.Settle("unknown", new LlmUsage { MicroDollars = 400 });
        await sut.OnDeactivateAsync(default, default);

        Assert.Equal((400, 1), ((await _ceiling.GetReport()).SpentMicroDollars, (await _ceiling.GetReport()).Calls));
    }

    [Fact]
    public async Task Nothing_is_reserved_from_a_slice_after_its_life_whatever_the_wall_clock_says()
    {
        var sut = CreateSut();
        await sut.Reserve(Need(1_000));
        _clock.StepWallClock(TimeSpan.FromHours(-1));
        _clock.Advance(TimeSpan.FromMinutes(6));

        await sut.Reserve(Need(1_000));

        // The first slice is closed with its reservation in doubt; a second one was asked for.
        Assert.Equal(101_000, (await _ceiling.GetReport()).GrantedMicroDollars);
    }

    [Fact]
    public async Task A_reservation_that_nobody_settles_counts_as_spent()
    {
        var sut = CreateSut();
        await sut.Reserve(Need(25_000));
        _clock.Advance(TimeSpan.FromMinutes(10));

        await sut.Reserve(Need(100_000));
        await sut.OnDeactivateAsync(default, default);

        // 25,000 in doubt of the first slice, the open reservation of the second.
        Assert.Equal(125_000, (await _ceiling.GetReport()).GrantedMicroDollars);
    }

    [Fact]
    public async Task A_ceiling_that_cannot_be_stored_reserves_nothing()
    {
        var sut = CreateSut();
        _state.FailNext = StateFault.BeforeStoring;

        await Assert.ThrowsAsync<IOException>(() => sut.Reserve(Need(1_000)));

        Assert.NotNull((await sut.Reserve(Need(1_000))).Id);
    }

    [Fact]
    public async Task A_refusal_is_kept_for_seconds_so_that_the_ceiling_is_not_stormed()
    {
        var sut = CreateSut();
        await sut.Reserve(Need(1_000_000));
        await sut.Reserve(Need(10_000));
        var writes = _state.Writes;

        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull((await sut.Reserve(Need(10_000))).Refusal);
        }

        Assert.Equal(writes, _state.Writes);
    }

    private static LlmReservationRequest Need(long microDollars) =>
        new() { AgentId = "ada", CallId = "c", MicroDollars = microDollars, Tokens = 10, Hold = TimeSpan.FromMinutes(2) };

    private static async Task<long> SettleAsync(List<(LlmBudgetGrain Silo, string Id, long Worst)> open, Random random)
    {
        var at = random.Next(open.Count);
        var (silo, id, worst) = open[at];
        open.RemoveAt(at);
        var cost = random.NextInt64(0, worst + 1);
        await silo.Settle(id, new LlmUsage { MicroDollars = cost });
        return cost;
    }
}
