using System.Collections.Immutable;

namespace PuppetEngine.Engine.Trading;

/// <summary>
/// What a wallet may do. Amounts in lamports; they count all that leaves, costs included. Of the limits that a configuration and a definition state,
/// the tighter holds.
/// </summary>
public sealed record TradeLimits
{
    /// <summary>The least that must stay, whatever is configured: below it an account cannot pay its own rent and fees for long.</summary>
    public const ulong LeastReserve = 20_000_000;

    /// <summary>What a wallet without limits of its own may do.</summary>
    public static TradeLimits Default { get; } = new();

    /// <summary>In one trade. Default: 0.1 SOL.</summary>
    public ulong PerTrade { get; init; } = 100_000_000;

    /// <summary>In a UTC day. Default: 0.5 SOL.</summary>
    public ulong PerDay { get; init; } = 500_000_000;

    /// <summary>In any <see cref="Window"/>. Default: 0.25 SOL.</summary>
    public ulong PerWindow { get; init; } = 250_000_000;

    /// <summary>The rolling window, at most a day. Default: an hour.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Trades in a UTC day, failed ones included. Default: 10.</summary>
    public int TradesPerDay { get; init; } = 10;

    /// <summary>The shortest time from one trade to the next. Default: a minute.</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What must stay in the wallet. Default and least: 0.02 SOL.</summary>
    public ulong Reserve { get; init; } = LeastReserve;

    /// <summary>Slippage in hundredths of a per cent. Default: 100.</summary>
    public int SlippageBps { get; init; } = 100;

    /// <summary>Price impact in hundredths of a per cent. Default: 100.</summary>
    public int PriceImpactBps { get; init; } = 100;

    /// <summary>Priority fee and tip of one trade. Default: 0.001 SOL.</summary>
    public ulong PriorityPerTrade { get; init; } = 1_000_000;

    /// <summary>Priority fees and tips of a UTC day. Default: 0.01 SOL.</summary>
    public ulong PriorityPerDay { get; init; } = 10_000_000;

    /// <summary>Token accounts opened in a UTC day. Default: 3.</summary>
    public int NewAccountsPerDay { get; init; } = 3;

    /// <summary>A trade that takes more waits for a person. Default: 0.05 SOL.</summary>
    public ulong ApprovalAbove { get; init; } = 50_000_000;

    /// <summary>Mints that may be traded. Default: SOL and USDC.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [.. Mints.Default];

    /// <summary>Mints that may not, whatever else says so.</summary>
    public ImmutableArray<string> Denied { get; init; } = [];

    /// <summary>Mints whose issuers may keep the power to make more or to freeze. Default: USDC, whose issuer is a regulated company.</summary>
    public ImmutableArray<string> Curated { get; init; } = [Mints.Usdc];

    /// <summary>How old a token must be to be bought. Default: 7 days.</summary>
    public TimeSpan LeastAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What must lie in a token's pools for it to be bought, in dollars. Default: 100,000.</summary>
    public decimal LeastLiquidityUsd { get; init; } = 100_000;

    /// <summary>The share that a transfer of a token may cost, in hundredths of a per cent. Default: 100.</summary>
    public int TransferFeeBps { get; init; } = 100;

    /// <summary>How old a price or a quote may be. Default: 30 seconds.</summary>
    public TimeSpan MostPriceAge { get; init; } = TimeSpan.FromSeconds(30);
}
