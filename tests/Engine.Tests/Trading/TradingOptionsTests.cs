using PuppetEngine.Engine.Trading;

namespace PuppetEngine.Tests.Engine.Trading;

public sealed class TradingOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(new TradingOptionsValidator().Validate(null, new TradingOptions()).Succeeded);

    public static TheoryData<string, TradingOptions> Wrong => new()
    {
        { "MaxTradeSol", new TradingOptions { MaxTradeSol = -0.1m } },
        { "MaxDaySol", new TradingOptions { MaxDaySol = 1_000_001 } },
        { "Window", new TradingOptions { Window = TimeSpan.FromDays(2) } },
        { "ReserveSol", new TradingOptions { ReserveSol = 0.019m } },
        { "MaxSlippagePercent", new TradingOptions { MaxSlippagePercent = 51 } },
        { "Allowed", new TradingOptions { Allowed = ["BONK"] } },
        { "Denied", new TradingOptions { Denied = ["0xDezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7"] } },
        { "Curated", new TradingOptions { Curated = [""] } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_named_with_what_mends_it(string setting, TradingOptions options)
    {
        var failure = Assert.Single(new TradingOptionsValidator().Validate(null, options).Failures!);
        Assert.StartsWith($"Puppet:Trading:{setting} ", failure, StringComparison.Ordinal);
    }
}
