namespace PuppetEngine.Engine.Trading;

/// <summary>
/// What any wallet of this deployment may do at most; a definition states tighter limits for its agent. Amounts in SOL, and they count all that
/// leaves, fees included. Section <c>Puppet:Trading</c>.
/// </summary>
public sealed class TradingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Puppet:Trading";

    /// <summary>In one trade. Default: 0.1.</summary>
    public decimal MaxTradeSol { get; set; } = 0.1m;

    /// <summary>In a UTC day. Default: 0.5.</summary>
    public decimal MaxDaySol { get; set; } = 0.5m;

    /// <summary>In any span as long as <see cref="Window"/>. Default: 0.25.</summary>
    public decimal MaxWindowSol { get; set; } = 0.25m;

    /// <summary>The rolling window. Default: an hour.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Trades in a UTC day, failed ones included. Default: 10.</summary>
    public int MaxDailyTrades { get; set; } = 10;

    /// <summary>The shortest time between trades. Default: a minute.</summary>
    public TimeSpan CoolDown { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What must stay in a wallet; 0.02 at least. Default: 0.02.</summary>
    public decimal ReserveSol { get; set; } = 0.02m;

    /// <summary>Slippage in per cent. Default: 1.</summary>
    public decimal MaxSlippagePercent { get; set; } = 1;

    /// <summary>Price impact in per cent. Default: 1.</summary>
    public decimal MaxPriceImpactPercent { get; set; } = 1;

    /// <summary>A trade that takes more waits for a person; 0 asks for each. Default: 0.05.</summary>
    public decimal ApprovalAboveSol { get; set; } = 0.05m;

    /// <summary>Mints that any agent may trade, beside SOL and USDC. Default: none.</summary>
    public IList<string> Allowed { get; set; } = [];

    /// <summary>Mints that no agent may trade. Default: none.</summary>
    public IList<string> Denied { get; set; } = [];

    /// <summary>Mints whose issuers may keep the power to make more or to freeze, beside USDC. Default: none.</summary>
    public IList<string> Curated { get; set; } = [];

    /// <summary>How old a token must be to be bought. Default: 7 days.</summary>
    public TimeSpan TokenAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>What must lie in a token's pools for it to be bought, in dollars. Default: 100,000.</summary>
    public decimal TokenLiquidityUsd { get; set; } = 100_000;
}
