using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class TraderLimitsTests
{
    private const string Token = "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263";

    [Fact]
    public void Of_nothing_stated_is_the_default() =>
        Assert.Equivalent(TradeLimits.Default, TraderLimits.Of(TradingSettings.None, new TradingOptions()), strict: true);

    [Fact]
    public void Of_takes_the_tighter_of_each_limit()
    {
        var limits = TraderLimits.Of(
            new TradingSettings
            {
                MaxTradeSol = 0.09m, MaxPerTransactionSol = 0.05m, KitMaxSingleTradeSol = 7, MaxDailyVolumeSol = 0.2m, MaxDailyTrades = 9, KitMaxDailyTrades = 4,
                MinBalanceSol = 0.05m, MaxSlippagePercent = 0.55m, MinHoursBetweenTrades = 0.5,
            },
            new TradingOptions());
        Assert.Equal((50_000_000UL, 200_000_000UL, 4, 50_000_000UL, 55, TimeSpan.FromMinutes(30)), (limits.PerTrade, limits.PerDay, limits.TradesPerDay, limits.Reserve, limits.SlippageBps, limits.CoolDown));
    }

    [Fact]
    public void Of_a_definition_never_loosens_the_configuration()
    {
        var options = new TradingOptions { MaxTradeSol = 0.01m, MaxDaySol = 0.02m, MaxDailyTrades = 1, MaxSlippagePercent = 0.1m, ReserveSol = 1, CoolDown = TimeSpan.FromHours(2) };
        var wide = new TradingSettings { MaxTradeSol = 9, MaxDailyVolumeSol = 9, MaxDailyTrades = 99, MaxSlippagePercent = 40, MinBalanceSol = 0, MinHoursBetweenTrades = 0 };
        Assert.Equivalent(TraderLimits.Of(TradingSettings.None, options), TraderLimits.Of(wide, options), strict: true);
    }

    [Fact]
    public void Of_zero_is_a_limit()
    {
        var limits = TraderLimits.Of(new TradingSettings { MaxTradeSol = 0, MaxDailyTrades = 0, MaxSlippagePercent = 0 }, new TradingOptions());
        Assert.Equal((0UL, 0, 0), (limits.PerTrade, limits.TradesPerDay, limits.SlippageBps));
    }

    [Fact]
    public void Of_symbols_lead_to_no_mint_and_what_is_denied_stays_denied()
    {
        var limits = TraderLimits.Of(new TradingSettings { AlwaysTradable = ["BONK", Token], Blacklist = ["SCAM", Mints.Usdc] }, new TradingOptions { Denied = [Token] });
        Assert.Equal([Mints.Sol, Mints.Usdc, Token], limits.Allowed);
        Assert.Equal([Token, "SCAM", Mints.Usdc], limits.Denied);
    }
}
