using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Providers.Storage.Journal;

namespace PuppetEngine.Tests.Providers.Journal;

public sealed class JournalRetentionOptionsTests
{
    [Fact]
    public void By_default_only_messages_and_answers_are_erased_after_90_days() =>
        Assert.Equal([(JournalKinds.Drafted, TimeSpan.FromDays(90))], new JournalRetentionOptions().InForce().Select(k => (k.Key, k.Value)));

    [Fact]
    public void Kinds_are_set_one_by_one_and_zero_keeps_for_ever()
    {
        var options = new JournalRetentionOptions { RetentionDays = { ["effect_drafted"] = 0, ["agent.status"] = 7 } };
        Assert.Equal([(JournalKinds.Status, TimeSpan.FromDays(7))], options.InForce().Select(k => (k.Key, k.Value)));
    }

    [Theory]
    [InlineData("effect.drafted", 30, true)]
    [InlineData("effect_drafted", 0, true)]
    [InlineData("effect.drafted", -1, false)]
    [InlineData("effect.drafted", 40_000, false)]
    [InlineData("Effect Drafted", 30, false)]
    public void A_retention_that_cannot_be_meant_is_refused(string kind, int days, bool taken) =>
        Assert.Equal(taken, new JournalRetentionOptionsValidator().Validate(null, new JournalRetentionOptions { RetentionDays = { [kind] = days } }).Succeeded);

    [Fact]
    public void A_sweep_has_a_bounded_interval() =>
        Assert.True(new JournalRetentionOptionsValidator().Validate(null, new JournalRetentionOptions { SweepInterval = TimeSpan.Zero }).Failed);
}
