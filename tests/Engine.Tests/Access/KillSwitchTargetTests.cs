using PuppetEngine.Engine.Access;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Tests.Engine.Access;

public sealed class KillSwitchTargetTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Apply_sets_one_target_and_raises_the_epoch()
    {
        var state = KillSwitchTarget.Parse("tag:b").Apply(new KillSwitchState { Epoch = 4, Tags = ["c"] }, true, "why", Now);
        Assert.Equal((5L, false, "why", Now), (state.Epoch, state.All, state.Reason, state.ChangedAt!.Value));
        Assert.Equal(["b", "c"], state.Tags);
        Assert.Empty(state.Agents);
    }

    [Fact]
    public void Apply_twice_keeps_a_target_once() =>
        Assert.Single(KillSwitchTarget.Parse("agent:ada").Apply(KillSwitchTarget.Parse("agent:ada").Apply(new KillSwitchState(), true, "", Now), true, "", Now).Agents);

    [Fact]
    public void Clearing_all_leaves_what_was_stopped_by_name()
    {
        var stopped = KillSwitchTarget.Parse("all").Apply(KillSwitchTarget.Parse("agent:ada").Apply(new KillSwitchState(), true, "", Now), true, "", Now);
        Assert.True(stopped.Stops("bob", []));
        var cleared = KillSwitchTarget.Parse("all").Apply(stopped, false, "", Now);
        Assert.True(cleared.Stops("ada", []));
        Assert.False(cleared.Stops("bob", []));
    }

    [Fact]
    public void Parse_refuses_a_name_without_end() => Assert.Throws<ArgumentException>(() => KillSwitchTarget.Parse("tag:" + new string('x', 500)));
}
