using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Orleans;
using Orleans.Runtime;
using Orleans.Timers;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Agents;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Agents;

/// <summary>When the wake reminder is moved: never later than what is due, and no oftener than it pays.</summary>
public sealed class WakeReminderTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly List<TimeSpan> _registered = [];
    private readonly WakeReminder _sut;
    private TurnState _state = new();

    public WakeReminderTests()
    {
        var reminders = Substitute.For<IReminderRegistry>();
        reminders.RegisterOrUpdateReminder(Arg.Any<GrainId>(), WakeReminder.Name, Arg.Do<TimeSpan>(_registered.Add), Arg.Any<TimeSpan>()).Returns(Substitute.For<IGrainReminder>());
        var grain = Substitute.For<IGrainBase, IRemindable>();
        grain.GrainContext.ActivationServices.Returns(new ServiceCollection().AddSingleton(reminders).BuildServiceProvider());
        _sut = new WakeReminder(grain, _time);
    }

    [Fact]
    public async Task Commits_of_requested_posts_keep_the_tick_that_the_first_of_them_needed()
    {
        var tomorrow = _time.GetUtcNow().AddDays(1);
        await CommitAsync(s => s, tomorrow);
        for (var post = 0; post < 3; post++)
        {
            await CommitAsync(s => s, _time.GetUtcNow());
            _time.Advance(TimeSpan.FromSeconds(2));
            await CommitAsync(s => s, tomorrow);
        }

        Assert.Equal([TimeSpan.FromDays(1), TimeSpan.Zero], _registered);
    }

    [Fact]
    public async Task A_commit_after_a_tick_in_vain_moves_it_to_what_is_due()
    {
        var tomorrow = _time.GetUtcNow().AddDays(1);
        await CommitAsync(s => s, _time.GetUtcNow());
        _time.Advance(WakeReminder.Period);

        Assert.True(_sut.TicksInVain(_state.ReminderAt, tomorrow));
        await CommitAsync(s => s, tomorrow);

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromDays(1) - WakeReminder.Period], _registered);
        Assert.False(_sut.TicksInVain(_state.ReminderAt, tomorrow));
    }

    [Fact]
    public async Task The_commit_that_ends_an_occurrence_moves_it_to_the_next_one()
    {
        var due = _time.GetUtcNow();
        await CommitAsync(s => s with { Last = new LastOccurrence(due, "e1", "planned", "") }, due);
        await CommitAsync(s => s with { Last = s.Last! with { Result = "confirmed" } }, due.AddHours(4));

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromHours(4)], _registered);
    }

    private async Task CommitAsync(Func<TurnState, TurnState> step, DateTimeOffset wakeAt)
    {
        var before = _state;
        _state = await _sut.BeforeWriteAsync(before, step(before), wakeAt);
        await _sut.AfterWriteAsync(before.ReminderAt, _state.ReminderAt);
    }
}
