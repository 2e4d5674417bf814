using PuppetEngine.Tests.Runtime.Conformance.Fixtures;
using PuppetEngine.Tests.Runtime.Conformance.Probes;

namespace PuppetEngine.Tests.Runtime.Conformance.Reminders;

/// <summary>Reminders wake a grain when due and every period, outlive the silo, and skip what was missed.</summary>
public sealed class ReminderTests : SiloTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_reminder_ticks_when_due_and_then_every_period()
    {
        await Silo.Grains.GetGrain<IReminderGrain>("ada").Set("wake", 3 * Minute, 5 * Minute);

        for (var tick = 1; tick <= 3; tick++)
        {
            await Silo.AdvanceUntilAsync(Silo.Witness.Noted("ada wake", tick), Step, Hour);
        }

        // The clock of the tests starts at noon. A tick may come a step late, never early.
        var ticks = Silo.Witness.Notes.Where(note => note.StartsWith("ada wake tick", StringComparison.Ordinal)).ToList();
        Assert.All(ticks, tick => Assert.EndsWith(" every 300 of 12:03:00 Utc", tick, StringComparison.Ordinal));
        Assert.InRange(Silo.Clock.Elapsed, 13 * Minute, 14 * Minute);
    }

    [Fact]
    public async Task A_reminder_wakes_a_grain_that_is_not_active_after_a_restart()
    {
        await Silo.Grains.GetGrain<IReminderGrain>("ada").Set("wake", 3 * Minute, 5 * Minute);

        await KillAndRestartAsync();

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("ada wake"), Step, Hour);
        Assert.Equal(["activated ada"], Silo.Witness.Notes.Take(1));
        Assert.InRange(Silo.Clock.Elapsed, 3 * Minute, 4 * Minute);
    }

    [Fact]
    public async Task Ticks_missed_while_the_silo_was_down_are_skipped_to_the_next_period()
    {
        await Silo.Grains.GetGrain<IReminderGrain>("ada").Set("wake", 3 * Minute, 10 * Minute);

        await KillAndRestartAsync(downFor: 38 * Minute);

        // Due at :03, :13, :23 and :33; it is :38, so the next one is :43.
        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("ada wake"), Step, Hour);
        Assert.InRange(Silo.Clock.Elapsed, 43 * Minute, 44 * Minute);
        Assert.Equal(1, Silo.Witness.Count("ada wake"));
    }

    [Fact]
    public async Task An_updated_reminder_ticks_at_its_new_time_only()
    {
        var grain = Silo.Grains.GetGrain<IReminderGrain>("ada");
        await grain.Set("wake", 3 * Minute, 5 * Minute);
        await grain.Set("wake", 20 * Minute, 30 * Minute);

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("ada wake"), Step, Hour);

        Assert.InRange(Silo.Clock.Elapsed, 20 * Minute, 21 * Minute);
        Assert.Equal(["wake"], await grain.List());
        Assert.Single(Storage.Query("SELECT 1 FROM OrleansRemindersTable"));
    }

    [Fact]
    public async Task Of_many_reminders_that_are_moved_each_ticks_once_and_at_its_last_time()
    {
        var grain = Silo.Grains.GetGrain<IReminderGrain>("ada");
        await grain.Set("stays", 3 * Minute, 30 * Minute);
        for (var n = 0; n < 100; n++)
        {
            await grain.Set($"moved{n % 10}", TimeSpan.FromMinutes(2 + (n / 20)), Hour);
        }

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("ada moved9"), Step, Hour);
        await Silo.AdvanceAsync(5 * Minute);
        await grain.Ping();

        Assert.Equal(1, Silo.Witness.Count("ada stays"));
        Assert.All(Enumerable.Range(0, 10), n => Assert.Equal(1, Silo.Witness.Count($"ada moved{n}")));
        Assert.InRange(Silo.Clock.Elapsed, 11 * Minute, 12 * Minute);
    }

    [Fact]
    public async Task An_ended_reminder_ticks_no_more_and_is_gone_from_storage()
    {
        var grain = Silo.Grains.GetGrain<IReminderGrain>("ada");
        await grain.Set("wake", 3 * Minute, 5 * Minute);
        await grain.Set("other", 4 * Minute, 5 * Minute);

        Assert.True(await grain.End("wake"));
        Assert.False(await grain.End("wake"));

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("ada other", 2), Step, Hour);
        Assert.Equal(0, Silo.Witness.Count("ada wake"));
        Assert.Equal(["other"], await grain.List());
        Assert.Single(Storage.Query("SELECT 1 FROM OrleansRemindersTable"));
    }

    [Fact]
    public async Task A_reminder_from_within_its_own_tick_can_be_changed()
    {
        var grain = Silo.Grains.GetGrain<IReminderGrain>("ada");
        await grain.Set("wake", 0 * Minute, 5 * Minute);
        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("ada wake"), Step, Hour);
        var before = Silo.Clock.Elapsed;

        await grain.Set("wake", 30 * Minute, Hour);

        await Silo.AdvanceUntilAsync(Silo.Witness.Noted("ada wake", 2), Step, Hour);
        Assert.InRange(Silo.Clock.Elapsed - before, 30 * Minute, 31 * Minute);
    }

    [Fact]
    public async Task Reminders_of_different_grains_do_not_meet()
    {
        foreach (var key in new[] { "7", "ada", "cafe", "7f6e5d4c3b2a19080f1e2d3c4b5a6978" })
        {
            await Silo.Grains.GetGrain<IReminderGrain>(key).Set("wake", Minute, 30 * Minute);
        }

        await KillAndRestartAsync();

        await Silo.AdvanceUntilAsync(Task.WhenAll(Silo.Witness.Noted("7 wake"), Silo.Witness.Noted("ada wake"), Silo.Witness.Noted("cafe wake"), Silo.Witness.Noted("7f6e5d4c3b2a19080f1e2d3c4b5a6978 wake")), Step, Hour);
        Assert.Equal(["wake"], await Silo.Grains.GetGrain<IReminderGrain>("cafe").List());
    }

    [Fact]
    public async Task A_period_below_the_minimum_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Silo.Grains.GetGrain<IReminderGrain>("ada").Set("wake", Minute, TimeSpan.FromSeconds(59)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Silo.Grains.GetGrain<IReminderGrain>("ada").Set("wake", -Minute, Minute));

        Assert.Empty(Storage.Query("SELECT 1 FROM OrleansRemindersTable"));
    }

    [Fact]
    public async Task A_reminder_of_a_grain_that_no_tick_could_reach_is_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Silo.Grains.GetGrain<ITimerGrain>("ada").Remind("wake"));

        Assert.Empty(Storage.Query("SELECT 1 FROM OrleansRemindersTable"));
    }

    [Theory]
    [MemberData(nameof(AdoNet.KeyVectors.ConformanceReminders), MemberType = typeof(AdoNet.KeyVectors))]
    public async Task Rows_are_the_golden_ones(string key, int hash)
    {
        await Silo.Grains.GetGrain<IReminderGrain>(key).Set("wake", 3 * Minute, 5 * Minute);

        var row = Assert.Single(Storage.Query("SELECT ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash FROM OrleansRemindersTable"));
        Assert.Equal<object?>(["puppet", $"reminder/{key}", "wake", "2026-03-02 12:03:00", 300_000L, (long)hash], row);
    }
}
