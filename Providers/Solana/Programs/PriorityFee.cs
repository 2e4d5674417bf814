namespace PuppetEngine.Providers.Solana.Programs;

/// <summary>What haste costs, in whole numbers: the limit times the price, charged on the limit whether it is used or not.</summary>
public static class PriorityFee
{
    /// <summary>What each signature costs, in lamports.</summary>
    public const ulong LamportsPerSignature = 5_000;

    private const ulong MicroLamportsPerLamport = 1_000_000;

    /// <summary>The fee in lamports, rounded up as the runtime does; the largest number where it would be more.</summary>
    /// <param name="unitLimit">The limit of compute units.</param>
    /// <param name="microLamports">The price of a unit.</param>
    public static ulong Lamports(uint unitLimit, ulong microLamports)
    {
        var lamports = (((UInt128)unitLimit * microLamports) + (MicroLamportsPerLamport - 1)) / MicroLamportsPerLamport;
        return lamports > ulong.MaxValue ? ulong.MaxValue : (ulong)lamports;
    }

    /// <summary>The highest price of a unit with which a fee stays within a maximum, in lamports; 0 for a limit of 0.</summary>
    public static ulong HighestPrice(uint unitLimit, ulong maximumLamports)
    {
        var price = unitLimit == 0 ? 0 : (UInt128)maximumLamports * MicroLamportsPerLamport / unitLimit;
        return price > ulong.MaxValue ? ulong.MaxValue : (ulong)price;
    }

    /// <summary>A limit for what a simulation used: a tenth more, rounded up, and never more than a transaction may have.</summary>
    public static uint LimitFor(ulong unitsConsumed) =>
        unitsConsumed >= ComputeBudgetInstructions.MaxUnits ? ComputeBudgetInstructions.MaxUnits
            : (uint)Math.Min(ComputeBudgetInstructions.MaxUnits, ((unitsConsumed * 11) + 9) / 10);

    /// <summary>The price that a share of recent blocks did not exceed, by nearest rank; 0 where none are known.</summary>
    /// <param name="recent">The prices of recent blocks, in any order.</param>
    /// <param name="percent">From 1 to 100; 50 is the median.</param>
    public static ulong Percentile(IEnumerable<ulong> recent, int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        ulong[] sorted = [.. recent.Order()];
        return sorted.Length == 0 ? 0 : sorted[(((sorted.Length * percent) + 99) / 100) - 1];
    }
}
