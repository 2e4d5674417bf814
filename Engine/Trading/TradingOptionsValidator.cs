using Microsoft.Extensions.Options;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>Refuses limits that make no sense, and names where mints belong.</summary>
public sealed class TradingOptionsValidator : IValidateOptions<TradingOptions>
{
    private const decimal MostSol = 1_000_000;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, TradingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> failures = [];
        Between(failures, nameof(options.MaxTradeSol), options.MaxTradeSol, 0, MostSol);
        Between(failures, nameof(options.MaxDaySol), options.MaxDaySol, 0, MostSol);
        Between(failures, nameof(options.MaxWindowSol), options.MaxWindowSol, 0, MostSol);
        Between(failures, nameof(options.Window), options.Window, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        Between(failures, nameof(options.MaxDailyTrades), options.MaxDailyTrades, 0, 10_000);
        Between(failures, nameof(options.CoolDown), options.CoolDown, TimeSpan.Zero, TimeSpan.FromDays(1));
        Between(failures, nameof(options.ReserveSol), options.ReserveSol, (decimal)TradeLimits.LeastReserve / Mints.LamportsPerSol, MostSol);
        Between(failures, nameof(options.MaxSlippagePercent), options.MaxSlippagePercent, 0, 50);
        Between(failures, nameof(options.MaxPriceImpactPercent), options.MaxPriceImpactPercent, 0, 50);
        Between(failures, nameof(options.ApprovalAboveSol), options.ApprovalAboveSol, 0, MostSol);
        Between(failures, nameof(options.TokenAge), options.TokenAge, TimeSpan.Zero, TimeSpan.FromDays(3_650));
        Between(failures, nameof(options.TokenLiquidityUsd), options.TokenLiquidityUsd, 0, 1_000_000_000_000);
        foreach (var (setting, mints) in new[] { (nameof(options.Allowed), options.Allowed), (nameof(options.Denied), options.Denied), (nameof(options.Curated), options.Curated) })
        {
            failures.AddRange(mints.Where(mint => !MintText.IsMint(mint)).Select(_ =>
                $"{TradingOptions.Section}:{setting} names something that is no mint. Write the token's address of 32 to 44 base58 characters; a symbol names no token."));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Between<T>(List<string> failures, string setting, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            failures.Add(FormattableString.Invariant($"{TradingOptions.Section}:{setting} is {value}. Set it between {least} and {most}."));
        }
    }
}
