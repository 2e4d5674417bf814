using System.Collections.Immutable;
using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>
/// What a wallet may do. Amounts in lamports; they count all that leaves, costs included. Of the limits that a configuration and a definition state,
/// the tighter holds.
/// </summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.TradeLimits")]
public sealed record TradeLimits
{
    /// <summary>The least that must stay, whatever is configured: below it an account cannot pay its own rent and fees for long.</summary>
    public const ulong LeastReserve = 20_000_000;

    /// <summary>What a wallet without limits of its own may do.</summary>
    public static TradeLimits Default { get; } = new();

    /// <summary>In one trade. Default: 0.1 SOL.</summary>
    [Id(0)] public ulong PerTrade { get; init; } = 100_000_000;

    /// <summary>In a UTC day. Default: 0.5 SOL.</summary>
    [Id(1)] public ulong PerDay { get; init; } = 500_000_000;

    /// <summary>In any <see cref="Window"/>. Default: 0.25 SOL.</summary>
    [Id(2)] public ulong PerWindow { get; init; } = 250_000_000;

    /// <summary>The rolling window, at most a day. Default: an hour.</summary>
    [Id(3)] public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Trades in a UTC day, failed ones included. Default: 10.</summary>
    [Id(4)] public int TradesPerDay { get; init; } = 10;

    /// <summary>The shortest time from one trade to the next. Default: a minute.</summary>
    [Id(5)] public TimeSpan CoolDown { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What must stay in the wallet. Default and least: 0.02 SOL.</summary>
    [Id(6)] public ulong Reserve { get; init; } = LeastReserve;

    /// <summary>Slippage in hundredths of a per cent. Default: 100.</summary>
    [Id(7)] public int SlippageBps { get; init; } = 100;

    /// <summary>Price impact in hundredths of a per cent. Default: 100.</summary>
    [Id(8)] public int PriceImpactBps { get; init; } = 100;

    /// <summary>Priority fee and tip of one trade. Default: 0.001 SOL.</summary>
    [Id(9)] public ulong PriorityPerTrade { get; init; } = 1_000_000;

    /// <summary>Priority fees and tips of a UTC day. Default: 0.01 SOL.</summary>
    [Id(10)] public ulong PriorityPerDay { get; init; } = 10_000_000;

    /// <summary>Token accounts opened in a UTC day. Default: 3.</summary>
    [Id(11)] public int NewAccountsPerDay { get; init; } = 3;

    /// <summary>A trade that takes more waits for a person. Default: 0.05 SOL.</summary>
    [Id(12)] public ulong ApprovalAbove { get; init; } = 50_000_000;

    /// <summary>Mints that may be traded. Default: SOL and USDC.</summary>
    [Id(13)] public ImmutableArray<string> Allowed { get; init; } = [.. Mints.Default];

    /// <summary>Mints that may not, whatever else says so.</summary>
    [Id(14)] public ImmutableArray<string> Denied { get; init; } = [];

    /// <summary>Mints whose issuers may keep the power to make more or to freeze. Default: USDC, whose issuer is a regulated company.</summary>
    [Id(15)] public ImmutableArray<string> Curated { get; init; } = [Mints.Usdc];

    /// <summary>How old a token must be to be bought. Default: 7 days.</summary>
    [Id(16)] public TimeSpan LeastAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What must lie in a token's pools for it to be bought, in dollars. Default: 100,000.</summary>
    [Id(17)] public decimal LeastLiquidityUsd { get; init; } = 100_000;

    /// <summary>The share that a transfer of a token may cost, in hundredths of a per cent. Default: 100.</summary>
    [Id(18)] public int TransferFeeBps { get; init; } = 100;

    /// <summary>How old a price or a quote may be. Default: 30 seconds.</summary>
    [Id(19)] public TimeSpan MostPriceAge { get; init; } = TimeSpan.FromSeconds(30);
}
