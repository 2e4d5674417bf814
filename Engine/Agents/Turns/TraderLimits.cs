using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>An agent's limits: of what the configuration and the definition state, the tighter. Mints are added up; what either denies is denied.</summary>
public static class TraderLimits
{
    /// <summary>Puts the two together.</summary>
    public static TradeLimits Of(TradingSettings settings, TradingOptions options)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(options);
        return new TradeLimits
        {
            PerTrade = Least(options.MaxTradeSol, settings.MaxTradeSol, settings.MaxPerTransactionSol, settings.KitMaxSingleTradeSol),
            PerDay = Least(options.MaxDaySol, settings.MaxDailyVolumeSol),
            PerWindow = Least(options.MaxWindowSol),
            Window = options.Window,
            TradesPerDay = Math.Min(options.MaxDailyTrades, Math.Min(settings.MaxDailyTrades ?? int.MaxValue, settings.KitMaxDailyTrades ?? int.MaxValue)),
            CoolDown = settings.MinHoursBetweenTrades is { } hours && Hours(hours) > options.CoolDown ? Hours(hours) : options.CoolDown,
            Reserve = Math.Max(TradeLimits.LeastReserve, Lamports.FromSol(Math.Max(options.ReserveSol, settings.MinBalanceSol ?? 0))),
            SlippageBps = (int)(Math.Min(options.MaxSlippagePercent, settings.MaxSlippagePercent ?? decimal.MaxValue) * 100),
            PriceImpactBps = (int)(options.MaxPriceImpactPercent * 100),
            ApprovalAbove = Lamports.FromSol(options.ApprovalAboveSol),
            Allowed = [.. Mints.Default.Concat(options.Allowed).Concat(settings.AlwaysTradable.Where(MintText.IsMint)).Distinct(StringComparer.Ordinal)],
            Denied = [.. options.Denied.Concat(settings.Blacklist).Distinct(StringComparer.Ordinal)],
            Curated = [Mints.Usdc, .. options.Curated],
            LeastAge = options.TokenAge,
            LeastLiquidityUsd = options.TokenLiquidityUsd,
        };
    }

    private static ulong Least(decimal configured, params ReadOnlySpan<decimal?> stated)
    {
        var least = configured;
        foreach (var amount in stated)
        {
            least = Math.Min(least, amount ?? least);
        }

        return Lamports.FromSol(least);
    }

    private static TimeSpan Hours(double hours) => hours >= TimeSpan.MaxValue.TotalHours ? TimeSpan.MaxValue : TimeSpan.FromHours(hours);
}
