using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Orleans;
using Orleans.Runtime;
using Orleans.Timers;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Social;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Agents;
using PuppetEngine.Grains.Social;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Agents;

/// <summary>The wake reminder and the commits that need it: whatever meets, the next tick is never later than what is due.</summary>
public sealed class TurnStoreTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly IPersistentState<AgentTurnState> _state = Substitute.For<IPersistentState<AgentTurnState>>();
    private readonly IReminderRegistry _reminders = Substitute.For<IReminderRegistry>();
    private readonly List<TimeSpan> _registered = [];

    public TurnStoreTests()
    {
        _state.State.Returns(new AgentTurnState());
        _reminders.RegisterOrUpdateReminder(Arg.Any<GrainId>(), WakeReminder.Name, Arg.Do<TimeSpan>(_registered.Add), Arg.Any<TimeSpan>())
            .Returns(Substitute.For<IGrainReminder>());
    }

    [Fact]
    public async Task MendReminder_waits_for_a_commit_that_needs_an_earlier_tick_and_leaves_it()
    {
        var sut = CreateSut(reminderIn: TimeSpan.FromHours(2));
        var written = new TaskCompletionSource();
        _state.WriteStateAsync().Returns(written.Task);

        var commit = sut.CommitAsync(s => new TurnChange(s with { Posting = new SchedulePosition { NextDue = _time.GetUtcNow().AddMinutes(10) } }));
        var mended = sut.MendReminderAsync();
        Assert.Equal([TimeSpan.FromMinutes(10)], _registered);

        written.SetResult();
        Assert.True(await commit);
        await mended;
        Assert.All(_registered, due => Assert.Equal(TimeSpan.FromMinutes(10), due));
    }

    [Fact]
    public async Task MendReminder_moves_a_reminder_that_ticked_early_to_the_time_that_the_state_notes()
    {
        await CreateSut(reminderIn: TimeSpan.FromHours(2)).MendReminderAsync();
        Assert.Equal([TimeSpan.FromHours(2)], _registered);
    }

    [Fact]
    public async Task MendReminder_lets_a_reminder_be_that_ticks_when_the_state_says()
    {
        await CreateSut(reminderIn: TimeSpan.FromMinutes(3)).MendReminderAsync();
        Assert.Empty(_registered);
    }

    [Fact]
    public async Task MendReminder_does_nothing_in_an_activation_whose_write_failed()
    {
        var sut = CreateSut(reminderIn: TimeSpan.FromHours(2));
        _state.WriteStateAsync().Returns(Task.FromException(new IOException("The storage did not answer.")));
        await Assert.ThrowsAsync<ActivationLostException>(() => sut.CommitAsync(s => new TurnChange(s)));
        _registered.Clear();
        await sut.MendReminderAsync();
        Assert.Empty(_registered);
    }

    private TurnStore CreateSut(TimeSpan reminderIn)
    {
        _state.State.Turn = new TurnState { ReminderAt = _time.GetUtcNow() + reminderIn, Posting = new SchedulePosition { NextDue = _time.GetUtcNow() + reminderIn } };
        var grain = Substitute.For<IGrainBase, IRemindable>();
        grain.GrainContext.ActivationServices.Returns(new ServiceCollection().AddSingleton(_reminders).BuildServiceProvider());
        var world = new World("test", IsLive: false);
        var turns = Options.Create(new TurnOptions());
        var services = new AgentServices(
            Substitute.For<IGrainFactory>(), Substitute.For<IAgentLedger>(), new JournalChain(Substitute.For<ISaltSource>()), new Worlds(world, world, world), turns,
            Options.Create(new SocialOptions()), new TurnAdmission(turns), Substitute.For<ISocialAccounts>(), Substitute.For<ISecretSpotter>(), Substitute.For<IRelationshipStore>(), new DraftGate(), new NoWallets(), Options.Create(new TradingOptions()), _time);
        return new TurnStore("ada", _state, services, new WakeReminder(grain, _time), _ => null, _ => { }, NullLogger.Instance);
    }
}
