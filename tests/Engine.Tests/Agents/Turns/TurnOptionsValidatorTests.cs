using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents.Turns;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class TurnOptionsValidatorTests
{
    private static TurnOptionsValidator CreateSut(bool live)
    {
        var (x, other) = (new World(live ? "live" : "emulated-t", live), new World("emulated-t", false));
        return new TurnOptionsValidator(new Worlds(x, other, other));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Validate_takes_the_defaults_in_every_world(bool live) => Assert.True(CreateSut(live).Validate(null, new TurnOptions()).Succeeded);

    [Theory]
    [InlineData(59, 30, "Grace must be at least 00:01:00")]
    [InlineData(60, 29, "AbsenceSpacing must be at least 00:00:30")]
    public void Validate_keeps_the_live_waits_as_long_as_a_post_may_land_late(int grace, int spacing, string expected)
    {
        var result = CreateSut(live: true).Validate(null, new TurnOptions { Grace = TimeSpan.FromSeconds(grace), AbsenceSpacing = TimeSpan.FromSeconds(spacing) });
        Assert.Contains(expected, result.FailureMessage);
        Assert.Contains("'live'", result.FailureMessage);
    }

    [Theory]
    [InlineData(1_000, 1_000, true)]
    [InlineData(999, 1_000, false)]
    [InlineData(1_000, 999, false)]
    public void Validate_lets_the_emulated_waits_be_short_but_not_nothing(int grace, int spacing, bool expected) =>
        Assert.Equal(expected, CreateSut(live: false).Validate(null, new TurnOptions { Grace = TimeSpan.FromMilliseconds(grace), AbsenceSpacing = TimeSpan.FromMilliseconds(spacing) }).Succeeded);

    [Fact]
    public void Validate_refuses_an_attempt_that_is_closed_before_its_call_is_cut_off() =>
        Assert.Contains("AttemptLength", CreateSut(live: false).Validate(null, new TurnOptions { ActDeadline = TimeSpan.FromSeconds(30) }).FailureMessage);
}
