namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>What a definition says about trading; amounts in SOL, null where it says nothing.</summary>
public sealed record TradingSettings
{
    /// <summary>No trading.</summary>
    public static readonly TradingSettings None = new();

    /// <summary><c>solana_integration.trading_enabled</c>.</summary>
    public bool Enabled { get; init; }

    /// <summary><c>solana_integration.wallet_address</c>; empty: derived from the key.</summary>
    public string WalletAddress { get; init; } = "";

    /// <summary><c>solana_integration.network</c>.</summary>
    public string Network { get; init; } = "mainnet-beta";

    /// <summary><c>trade_safety.max_trade_amount_sol</c>.</summary>
    public decimal? MaxTradeSol { get; init; }

    /// <summary><c>trade_safety.min_wallet_balance_sol</c>.</summary>
    public decimal? MinBalanceSol { get; init; }

    /// <summary><c>trade_safety.max_slippage_percent</c>.</summary>
    public decimal? MaxSlippagePercent { get; init; }

    /// <summary><c>trade_safety.max_daily_trades</c>.</summary>
    public int? MaxDailyTrades { get; init; }

    /// <summary><c>trade_safety.max_daily_volume_sol</c>.</summary>
    public decimal? MaxDailyVolumeSol { get; init; }

    /// <summary><c>trading_frequency.min_hours_between_trades</c>.</summary>
    public double? MinHoursBetweenTrades { get; init; }

    /// <summary><c>trading_frequency.max_hours_between_trades</c>.</summary>
    public double? MaxHoursBetweenTrades { get; init; }

    /// <summary><c>trading_frequency.random_probability</c>, 0 to 1.</summary>
    public double? TradeProbability { get; init; }

    /// <summary><c>trade_decision_factors</c>.</summary>
    public IReadOnlyList<string> DecisionFactors { get; init; } = [];

    /// <summary><c>trade_tweet_probability</c>, 0 to 1.</summary>
    public double TweetProbability { get; init; } = 1;

    /// <summary><c>max_trade_amount_per_transaction</c>.</summary>
    public decimal? MaxPerTransactionSol { get; init; }

    /// <summary><c>allowed_tokens.always_tradable</c>: mints or symbols.</summary>
    public IReadOnlyList<string> AlwaysTradable { get; init; } = [];

    /// <summary><c>allowed_tokens.consider_trending</c>.</summary>
    public bool ConsiderTrending { get; init; } = true;

    /// <summary><c>allowed_tokens.blacklist</c>: mints.</summary>
    public IReadOnlyList<string> Blacklist { get; init; } = [];

    /// <summary><c>agent_kit_integration.enabled</c>.</summary>
    public bool KitEnabled { get; init; }

    /// <summary><c>agent_kit_integration.methods.allowed</c>.</summary>
    public IReadOnlyList<string> KitMethods { get; init; } = [];

    /// <summary><c>agent_kit_integration.methods.autonomous_only</c>.</summary>
    public IReadOnlyList<string> KitAutonomousOnly { get; init; } = [];

    /// <summary><c>autonomy_rules.max_daily_trades</c>.</summary>
    public int? KitMaxDailyTrades { get; init; }

    /// <summary><c>autonomy_rules.max_single_trade_amount_sol</c>.</summary>
    public decimal? KitMaxSingleTradeSol { get; init; }

    /// <summary><c>autonomy_rules.ignore_human_trading_requests</c>.</summary>
    public bool IgnoreHumanRequests { get; init; } = true;

    /// <summary><c>autonomy_rules.require_trending_validation</c>.</summary>
    public bool RequireTrending { get; init; } = true;
}
