using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Runtime.Conformance.Time;

/// <summary>The clock that every virtual-time test stands on.</summary>
public sealed class VirtualTimeProviderTests
{
    private readonly VirtualTimeProvider _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_in_order_of_due_time_and_then_of_creation_each_at_its_own_time()
    {
        Start("late", TimeSpan.FromSeconds(2));
        Start("first", TimeSpan.FromSeconds(1));
        Start("second", TimeSpan.FromSeconds(1));

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["first 1", "second 1", "late 2"], _fired);
        Assert.Equal(TimeSpan.FromSeconds(5), _clock.Elapsed);
    }

    [Fact]
    public void A_timer_armed_by_a_callback_fires_within_the_same_advance()
    {
        using var timer = _clock.CreateTimer(_ => Start("inner", TimeSpan.FromSeconds(1)), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["inner 2"], _fired);
    }

    [Fact]
    public void A_periodic_timer_fires_once_for_each_period()
    {
        using var timer = _clock.CreateTimer(_ => Note("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["tick 1", "tick 3", "tick 5"], _fired);
    }

    [Fact]
    public void A_disposed_or_disarmed_timer_does_not_fire()
    {
        var disposed = _clock.CreateTimer(_ => Note("disposed"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        using var disarmed = _clock.CreateTimer(_ => Note("disarmed"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        disposed.Dispose();
        disarmed.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(_fired);
        Assert.Equal(0, _clock.ArmedTimers);
        Assert.False(disposed.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void AdvanceToNext_goes_to_the_next_timer_and_says_when_there_is_none()
    {
        Start("one", TimeSpan.FromMinutes(3));

        Assert.True(_clock.AdvanceToNext());
        Assert.False(_clock.AdvanceToNext());

        Assert.Equal(["one 180"], _fired);
    }

    [Fact]
    public void StepWallClock_moves_the_wall_clock_and_no_timer()
    {
        Start("one", TimeSpan.FromMinutes(30));
        var before = _clock.GetTimestamp();

        _clock.StepWallClock(TimeSpan.FromHours(-1));

        Assert.Empty(_fired);
        Assert.Equal(VirtualTimeProvider.DefaultStart.AddHours(-1), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, _clock.GetElapsedTime(before));
    }

    [Fact]
    public async Task Task_Delay_ends_when_its_time_has_passed()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _clock, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));

        await delay;
    }

    private void Start(string name, TimeSpan due) => _clock.CreateTimer(_ => Note(name), null, due, Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add($"{name} {_clock.Elapsed.TotalSeconds}");
}
