using PuppetEngine.Tests.Runtime.Conformance.Fixtures;
using PuppetEngine.Tests.Runtime.Conformance.Probes;

namespace PuppetEngine.Tests.Runtime.Conformance.Timers;

/// <summary>Timers of a grain: ticks are calls in its order, never two at once, and never after its end.</summary>
public sealed class TimerTests : SiloTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    [Fact]
    public async Task A_timer_ticks_when_due_and_then_every_period()
    {
        var grain = Silo.Grains.GetGrain<ITimerGrain>("t");
        await grain.Start(5 * Second, 10 * Second, interleave: false, keepAlive: false);

        for (var tick = 1; tick <= 3; tick++)
        {
            await Silo.AdvanceUntilAsync(Silo.Witness.Noted("t", tick), Second, TimeSpan.FromMinutes(5));
        }

        Assert.Equal(["t at 5", "t at 15", "t at 25"], Silo.Witness.Notes.Where(note => note.StartsWith("t at", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_timer_without_a_period_ticks_once()
    {
        var grain = Silo.Grains.GetGrain<ITimerGrain>("t");
        await grain.Start(Second, Never, interleave: false, keepAlive: false);

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("t"), Second, TimeSpan.FromMinutes(1));
        for (var n = 0; n < 10; n++)
        {
            await Silo.AdvanceAsync(Second);
            await grain.Ping();
        }

        Assert.Equal(1, Silo.Witness.Count("t"));
    }

    [Fact]
    public async Task A_tick_waits_for_the_running_call_and_calls_wait_for_it()
    {
        var grain = Silo.Grains.GetGrain<ITimerGrain>("t");
        await grain.TickAt("tick");
        await grain.Start(Second, Never, interleave: false, keepAlive: false);
        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("tick"), Second, TimeSpan.FromMinutes(1));

        var ping = grain.Ping();
        await grain.Peek();
        Assert.False(ping.IsCompleted);
        Silo.Witness.Open("tick");
        await ping;
    }

    [Fact]
    public async Task An_interleaving_tick_lets_calls_pass()
    {
        var grain = Silo.Grains.GetGrain<ITimerGrain>("t");
        await grain.TickAt("tick");
        await grain.Start(Second, Never, interleave: true, keepAlive: false);
        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("tick"), Second, TimeSpan.FromMinutes(1));

        await grain.Ping();

        Silo.Witness.Open("tick");
    }

    [Fact]
    public async Task A_timer_never_overlaps_itself_and_counts_its_period_from_the_end_of_a_tick()
    {
        var grain = Silo.Grains.GetGrain<ITimerGrain>("t");
        await grain.TickAt("tick");
        await grain.Start(Second, 2 * Second, interleave: true, keepAlive: false);
        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("tick"), Second, TimeSpan.FromMinutes(1));

        await Silo.AdvanceAsync(7 * Second);
        await grain.Ping();
        Assert.Equal(1, Silo.Witness.Count("t"));
        Silo.Witness.Open("tick");
        await grain.Ping();

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("t", 2), Second, TimeSpan.FromMinutes(1));
        Assert.Equal(["t at 1", "t at 10"], Silo.Witness.Notes.Where(note => note.StartsWith("t at", StringComparison.Ordinal)));
        Assert.Equal(0, Silo.Witness.Count("overlap t"));
    }

    [Fact]
    public async Task A_tick_that_fails_does_not_end_the_timer()
    {
        var grain = Silo.Grains.GetGrain<ITimerGrain>("t");
        await grain.TickAndFail();
        await grain.Start(Second, Second, interleave: false, keepAlive: false);

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("t", 3), Second, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_changed_timer_ticks_at_its_new_time()
    {
        var grain = Silo.Grains.GetGrain<ITimerGrain>("t");
        await grain.Start(100 * Second, Never, interleave: false, keepAlive: false);
        await grain.Change(3 * Second, Never);

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("t"), Second, TimeSpan.FromMinutes(1));

        Assert.Equal(1, Silo.Witness.Count("t at 3"));
    }

    [Fact]
    public async Task A_stopped_timer_ticks_no_more_and_its_token_is_cancelled()
    {
        var grain = Silo.Grains.GetGrain<ITimerGrain>("t");
        await grain.TickAt("tick");
        await grain.Start(Second, Second, interleave: true, keepAlive: false);
        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("tick"), Second, TimeSpan.FromMinutes(1));

        await grain.Stop();

        await Silo.Witness.Noted("cancelled t");
        Silo.Witness.Open("tick");
        for (var n = 0; n < 5; n++)
        {
            await Silo.AdvanceAsync(Second);
            await grain.Ping();
        }

        Assert.Equal(1, Silo.Witness.Count("t"));
    }
}
