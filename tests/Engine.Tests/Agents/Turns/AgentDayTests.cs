using PuppetEngine.Engine.Agents.Turns;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class AgentDayTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 1, 23, 30, 0, TimeSpan.Zero);

    [Fact]
    public void At_the_day_rolls_once_under_clock_steps_of_an_hour_forth_and_back()
    {
        var day = AgentDay.None.At(Evening).Reserve(70, 100)!;
        var rolled = day.At(Evening.AddHours(1));
        Assert.Equal(0, rolled.Charged);
        var spent = rolled.Reserve(60, 100)!;

        // The clock steps back over midnight and forth again: neither reopens yesterday nor empties today.
        Assert.Equal(spent, spent.At(Evening));
        Assert.Equal(spent, spent.At(Evening).At(Evening.AddHours(1)));
    }

    [Fact]
    public void Reserve_never_passes_the_ceiling()
    {
        var day = AgentDay.None.At(Evening);
        Assert.Null(day.Reserve(101, 100));
        Assert.Null(day.Reserve(60, 100)!.Reserve(41, 100));
        Assert.Equal(100, day.Reserve(60, 100)!.Reserve(40, 100)!.Charged);
    }

    [Fact]
    public void Settle_replaces_the_reservation_by_what_was_spent() =>
        Assert.Equal(7, AgentDay.None.At(Evening).Reserve(60, 100)!.Settle(60, 7).Charged);

    [Fact]
    public void Settle_of_yesterdays_reservation_charges_today_with_the_cost_alone() =>
        Assert.Equal(7, AgentDay.None.At(Evening).Reserve(60, 100)!.At(Evening.AddHours(1)).Settle(60, 7).Charged);
}
