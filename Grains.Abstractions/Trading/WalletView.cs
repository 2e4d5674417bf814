using System.Collections.Immutable;
using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>A wallet by its own books. What it really has is the chain's to say.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.WalletView")]
public sealed record WalletView
{
    /// <summary>The public key, base58.</summary>
    [Id(0)] public required string Wallet { get; init; }

    /// <summary>The world in which it moves money.</summary>
    [Id(1)] public required string World { get; init; }

    /// <summary>Trades that have not ended, oldest first.</summary>
    [Id(2)] public ImmutableArray<TradeView> Open { get; init; } = [];

    /// <summary>Positions that trades brought.</summary>
    [Id(3)] public ImmutableArray<PositionView> Positions { get; init; } = [];

    /// <summary>Profit, or loss below zero, of what was sold, in lamports, after all fees.</summary>
    [Id(4)] public long RealisedLamports { get; init; }

    /// <summary>Fees and tips of all trades, failed ones too.</summary>
    [Id(5)] public ulong FeeLamports { get; init; }

    /// <summary>Locked in token accounts that trades opened.</summary>
    [Id(6)] public ulong RentLamports { get; init; }

    /// <summary>Trades that worked.</summary>
    [Id(7)] public long Settled { get; init; }

    /// <summary>Trades that the chain undid.</summary>
    [Id(8)] public long Failed { get; init; }

    /// <summary>Counted of this UTC day, in lamports.</summary>
    [Id(9)] public ulong TodayLamports { get; init; }

    /// <summary>Trades of this UTC day.</summary>
    [Id(10)] public int TodayTrades { get; init; }
}

/// <summary>Units of a mint that trades brought, and what they cost.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.PositionView")]
public sealed record PositionView
{
    /// <summary>The mint.</summary>
    [Id(0)] public required string Mint { get; init; }

    /// <summary>Base units.</summary>
    [Id(1)] public required ulong Units { get; init; }

    /// <summary>What was given for them, in lamports.</summary>
    [Id(2)] public required ulong CostLamports { get; init; }
}
