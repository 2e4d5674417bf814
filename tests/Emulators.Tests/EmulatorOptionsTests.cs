using PuppetEngine.Emulators;

namespace PuppetEngine.Tests.Emulators;

public sealed class EmulatorOptionsTests
{
    public static TheoryData<string, Action<EmulatorOptions>> Wrong => new()
    {
        { "Solana:SlotTime", o => o.Solana.SlotTime = TimeSpan.Zero },
        { "Solana:LandingSlots", o => o.Solana.LandingSlots = 21 },
        { "Solana:ConfirmationSlots", o => o.Solana.ConfirmationSlots = 0 },
        { "Solana:FinalizationSlots", o => o.Solana.FinalizationSlots = 2 },
        { "Solana:UsualPriorityFee", o => o.Solana.UsualPriorityFee = -1 },
        { "Solana:RetainedTransactions", o => o.Solana.RetainedTransactions = 5 },
        { "Jupiter:Tier", o => o.Jupiter.Tier = "gold" },
        { "Jupiter:OrderFeeBps", o => o.Jupiter.OrderFeeBps = 300 },
        { "Jupiter:Router", o => o.Jupiter.Router = "okx" },
    };

    [Fact]
    public void Defaults_are_valid() => Assert.True(new EmulatorOptionsValidator().Validate(null, new EmulatorOptions()).Succeeded);

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_setting_is_refused_by_its_name(string name, Action<EmulatorOptions> spoil)
    {
        var options = new EmulatorOptions();
        spoil(options);

        var failure = Assert.Single(new EmulatorOptionsValidator().Validate(null, options).Failures!);

        Assert.StartsWith($"Emulators:{name} is ", failure, StringComparison.Ordinal);
    }
}
