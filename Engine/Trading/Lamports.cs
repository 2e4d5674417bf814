using System.Globalization;
using System.Numerics;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>Amounts of SOL in lamports, and what amounts of other tokens are worth in them. Integers and exact fractions only.</summary>
public static class Lamports
{
    /// <summary>An amount of SOL as people write it; what lies beyond the ninth decimal is cut off.</summary>
    /// <param name="sol">The amount, not negative and below 18 thousand million.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or does not fit.</exception>
    public static ulong FromSol(decimal sol)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sol);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sol, (decimal)ulong.MaxValue / Mints.LamportsPerSol);
        return (ulong)(sol * Mints.LamportsPerSol);
    }

    /// <summary>What base units of a token are worth, rounded up: a cap must not be passed by rounding.</summary>
    /// <param name="units">Base units.</param>
    /// <param name="decimals">The mint's decimals.</param>
    /// <param name="usd">Dollars for a whole token.</param>
    /// <param name="solUsd">Dollars for one SOL; above 0.</param>
    /// <returns>Lamports; <see cref="ulong.MaxValue"/> where it does not fit.</returns>
    public static ulong WorthUp(ulong units, int decimals, decimal usd, decimal solUsd) => Worth(units, decimals, usd, solUsd, up: true);

    /// <summary>The same, rounded down: what is received must not look like more.</summary>
    public static ulong WorthDown(ulong units, int decimals, decimal usd, decimal solUsd) => Worth(units, decimals, usd, solUsd, up: false);

    /// <summary>A sum that stays at the largest number where it would pass it.</summary>
    public static ulong Sum(params ReadOnlySpan<ulong> amounts)
    {
        var sum = 0UL;
        foreach (var amount in amounts)
        {
            sum = amount > ulong.MaxValue - sum ? ulong.MaxValue : sum + amount;
        }

        return sum;
    }

    /// <summary>As people read it: <c>0.02 SOL</c>.</summary>
    public static string Show(ulong lamports) => string.Create(CultureInfo.InvariantCulture, $"{(decimal)lamports / Mints.LamportsPerSol:0.#########} SOL");

    private static ulong Worth(ulong units, int decimals, decimal usd, decimal solUsd, bool up)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(usd);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(solUsd);
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        var (price, priceScale) = Parts(usd);
        var (sol, solScale) = Parts(solUsd);
        var over = units * price * BigInteger.Pow(10, solScale + Mints.SolDecimals);
        var under = sol * BigInteger.Pow(10, priceScale + decimals);
        var worth = BigInteger.DivRem(over, under, out var rest) + (up && rest > 0 ? 1 : 0);
        return worth > ulong.MaxValue ? ulong.MaxValue : (ulong)worth;
    }

    // A decimal is an integer over a power of ten, so that nothing is lost.
    private static (BigInteger Integer, int Scale) Parts(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var integer = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return (integer, (bits[3] >> 16) & 0xFF);
    }
}
