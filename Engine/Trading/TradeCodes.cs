namespace PuppetEngine.Engine.Trading;

/// <summary>Stable codes of what a policy finds.</summary>
public static class TradeCodes
{
    /// <summary>Nothing is given, received at least, or both are the same mint.</summary>
    public const string Amount = "amount_invalid";

    /// <summary>The mint is denied.</summary>
    public const string Denied = "mint_denied";

    /// <summary>The mint is on no list.</summary>
    public const string NotAllowed = "mint_not_allowed";

    /// <summary>It takes more than a trade may.</summary>
    public const string TradeCap = "over_trade_cap";

    /// <summary>It takes more than is left of the day.</summary>
    public const string DayCap = "over_day_cap";

    /// <summary>It takes more than is left of the rolling window.</summary>
    public const string WindowCap = "over_window_cap";

    /// <summary>The day's trades are used up.</summary>
    public const string DailyTrades = "over_daily_trades";

    /// <summary>The last trade was too short a time ago.</summary>
    public const string CoolDown = "cooling_down";

    /// <summary>A trade of this wallet is under way or in doubt.</summary>
    public const string Busy = "wallet_busy";

    /// <summary>The wallet would have less than its reserve.</summary>
    public const string Reserve = "below_reserve";

    /// <summary>The wallet has less than is to be given.</summary>
    public const string Balance = "insufficient_balance";

    /// <summary>The least lies too far below the quote.</summary>
    public const string Slippage = "slippage_too_high";

    /// <summary>The trade moves the price too far.</summary>
    public const string Impact = "price_impact_too_high";

    /// <summary>What is received at least is worth too little.</summary>
    public const string Rate = "rate_too_bad";

    /// <summary>Priority fee and tip are too high.</summary>
    public const string Priority = "priority_fee_too_high";

    /// <summary>The day's priority fees are used up.</summary>
    public const string PriorityDay = "priority_fee_day";

    /// <summary>The day's new token accounts are used up.</summary>
    public const string NewAccounts = "new_accounts_day";

    /// <summary>No fresh price says what it is worth.</summary>
    public const string Unpriced = "unpriced";

    /// <summary>The quote is too old.</summary>
    public const string Stale = "quote_stale";

    /// <summary>The token is too young, or its age is not known.</summary>
    public const string Age = "token_too_young";

    /// <summary>Too little lies in the token's pools.</summary>
    public const string Liquidity = "token_illiquid";

    /// <summary>The token is not on the market's list.</summary>
    public const string Unverified = "token_unverified";

    /// <summary>The agent may not trade, or not with this wallet.</summary>
    public const string NoTrader = "trading_disabled";

    /// <summary>Somebody can make more of the token, or freeze it.</summary>
    public const string Authorities = "token_authorities";

    /// <summary>The token has an extension that is not allowed.</summary>
    public const string Extension = "token_extension";
}
