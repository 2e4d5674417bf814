using Orleans;

namespace PuppetEngine.Grains.Abstractions.Trading;

/// <summary>What a transaction costs beside what it swaps, at most and in lamports. A transaction that fails on chain pays all but the rent.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Trading.TradeCosts")]
public sealed record TradeCosts
{
    /// <summary>The base fee: 5,000 lamports for each signature.</summary>
    [Id(0)] public ulong SignatureLamports { get; init; }

    /// <summary>The priority fee: the compute unit <em>limit</em> times the price, rounded up; it is charged on the limit, not on what is used.</summary>
    [Id(1)] public ulong PriorityLamports { get; init; }

    /// <summary>A tip to whoever lands it.</summary>
    [Id(2)] public ulong TipLamports { get; init; }

    /// <summary>What new token accounts lock up.</summary>
    [Id(3)] public ulong RentLamports { get; init; }

    /// <summary>How many token accounts it opens.</summary>
    [Id(4)] public int NewAccounts { get; init; }

    /// <summary>All of it, in lamports; the largest number where it would be more.</summary>
    public ulong Total() => (ulong)UInt128.Min(ulong.MaxValue, (UInt128)SignatureLamports + PriorityLamports + TipLamports + RentLamports);
}
