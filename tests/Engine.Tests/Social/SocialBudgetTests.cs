using FsCheck;
using FsCheck.Fluent;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class SocialBudgetTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly SocialPrices Prices = new();

    [Theory]
    [InlineData(SocialActKind.Post, false, 12)]
    [InlineData(SocialActKind.Reply, false, 30)]
    [InlineData(SocialActKind.Post, true, 5)]
    [InlineData(SocialActKind.ReadTimeline, false, 200)]
    public void Charge_stops_at_the_limit_of_a_live_world(SocialActKind kind, bool hasLink, int expected)
    {
        var day = SocialBudget.Roll(new SocialDay(), Noon);
        var made = 0;
        for (; SocialBudget.Refusal(day, kind, Prices.Of(kind, hasLink), SocialLimits.Live) is null; made++)
        {
            day = SocialBudget.Charge(day, kind, Prices.Of(kind, hasLink));
        }

        Assert.Equal(expected, made);
    }

    [Fact]
    public void Roll_never_opens_a_day_anew_when_the_clock_steps_back()
    {
        var day = SocialBudget.Charge(SocialBudget.Roll(new SocialDay(), Noon.AddHours(12)), SocialActKind.Post, 5);
        var back = SocialBudget.Roll(day, Noon);
        Assert.Equal((day.Day, 1), (back.Day, back.Posts));
        Assert.Equal(0, SocialBudget.Roll(back, Noon.AddHours(36)).Posts);
    }

    [Fact]
    public void Refund_of_a_day_that_has_passed_gives_nothing()
    {
        var charged = SocialBudget.Charge(SocialBudget.Roll(new SocialDay(), Noon), SocialActKind.Post, 5);
        var next = SocialBudget.Charge(SocialBudget.Roll(charged, Noon.AddDays(1)), SocialActKind.Post, 7);
        Assert.Equal(next, SocialBudget.Refund(next, SocialActKind.Post, 5, charged.Day));
    }

    /// <summary>However clocks step and calls end, no UTC day's sums pass its limits, and days only go forward.</summary>
    [Fact]
    public void A_day_rolls_once_and_never_exceeds_its_limits()
    {
        var steps = Gen.Choose(-3_600, 7_200).Zip(Gen.Choose(0, 1)).ListOf();
        Prop.ForAll(steps.ToArbitrary(), moves =>
        {
            var limits = SocialLimits.Live with { PostsPerDay = 3 };
            var (now, day, spent) = (Noon, new SocialDay(), new Dictionary<int, int>());
            foreach (var (seconds, post) in moves)
            {
                now = now.AddSeconds(seconds);
                var rolled = SocialBudget.Roll(day, now);
                if (rolled.Day < day.Day)
                {
                    return false;
                }

                day = rolled;
                if (post == 1 && SocialBudget.Refusal(day, SocialActKind.Post, 1, limits) is null)
                {
                    day = SocialBudget.Charge(day, SocialActKind.Post, 1);
                    spent[day.Day] = spent.GetValueOrDefault(day.Day) + 1;
                }
            }

            return spent.Values.All(n => n <= 3);
        }).Check();
    }
}
