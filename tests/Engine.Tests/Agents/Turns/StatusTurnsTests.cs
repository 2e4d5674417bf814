using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class StatusTurnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly SchedulePosition Fresh = new() { Seed = 7 };

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "its definition")]
    public void BringBack_makes_a_deleted_agent_one_with_a_new_schedule_and_what_it_remembers(bool active, string? pausedBy)
    {
        var deleted = StatusTurns.Set(new TurnState { Approvals = 3 }, AgentStatuses.Deleted, "ann", "done", Now).State;
        Assert.True(deleted.Deleted);

        var change = StatusTurns.BringBack(deleted, Fresh, active, "api:ann", Now);

        Assert.False(change.State.Deleted);
        Assert.Equal(pausedBy, change.State.PausedBy);
        Assert.Equal((Fresh, 3), (change.State.Posting, change.State.Approvals));
        Assert.Equal(JournalKinds.Status, Assert.Single(change.Journal).Kind);
    }
}
