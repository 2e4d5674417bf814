using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;

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

    [Fact]
    public void Refusal_posts_and_replies_have_ceilings_of_their_own_and_a_delete_has_none()
    {
        var limits = new AgentLimits { PostsPerDay = 2, RepliesPerDay = 1 };
        var day = AgentDay.None.At(Evening).Count(EffectKind.Post).Count(EffectKind.Delete);
        Assert.Null(day.Refusal(EffectKind.Post, limits));
        Assert.Null(day.Refusal(EffectKind.Reply, limits));

        var full = day.Count(EffectKind.Post).Count(EffectKind.Reply);
        Assert.Equal(AgentDay.PostsVerdict, full.Refusal(EffectKind.Post, limits)!.Value.Verdict);
        Assert.Contains("2 posts", full.Refusal(EffectKind.Post, limits)!.Value.Reason, StringComparison.Ordinal);
        Assert.Equal(AgentDay.RepliesVerdict, full.Refusal(EffectKind.Reply, limits)!.Value.Verdict);
        Assert.Null(full.Refusal(EffectKind.Delete, limits));
        Assert.Null(full.Refusal(EffectKind.Post, AgentLimits.None));
        Assert.NotNull(AgentDay.None.Refusal(EffectKind.Post, new AgentLimits { PostsPerDay = 0 }));
    }

    [Fact]
    public void Count_is_empty_on_the_next_day_and_stays_when_the_clock_steps_back()
    {
        var rolled = AgentDay.None.At(Evening).Count(EffectKind.Post).At(Evening.AddHours(1));
        Assert.Equal(0, rolled.Posts);
        Assert.Equal(1, rolled.Count(EffectKind.Post).At(Evening).Posts);
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 0, 0, 0, TimeSpan.Zero), rolled.At(Evening).Next);
    }
}
