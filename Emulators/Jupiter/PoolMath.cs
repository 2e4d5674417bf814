namespace PuppetEngine.Emulators.Jupiter;

/// <summary>A pool whose reserves' product stays the same: the more is asked of it, the dearer it gets. Whole numbers only.</summary>
internal static class PoolMath
{
    private const uint One = 10_000;

    /// <summary>What comes out for what goes in, rounded down.</summary>
    /// <param name="reserveIn">Base units of what goes in.</param>
    /// <param name="reserveOut">Base units of what comes out.</param>
    /// <param name="amount">Base units that go in.</param>
    public static ulong Out(UInt128 reserveIn, UInt128 reserveOut, ulong amount)
    {
        var afterFee = (UInt128)amount * (One - Pool.FeeBps) / One;
        return reserveIn + afterFee == 0 ? 0 : (ulong)UInt128.Min(Divide(reserveOut, afterFee, reserveIn + afterFee), ulong.MaxValue);
    }

    /// <summary>Both reserves after trades left a net amount of the first token in the pool.</summary>
    public static (UInt128 A, UInt128 B) Shift(UInt128 a, UInt128 b, long net)
    {
        var shifted = net >= 0 ? a + (UInt128)net : a - UInt128.Min(a - 1, (UInt128)(-(Int128)net));
        return (shifted, Divide(b, a, shifted));
    }

    /// <summary>The least of an amount that a tolerance allows, rounded up: the amount less the tolerance's share of it, which is rounded down.</summary>
    public static ulong Least(ulong amount, uint slippageBps) => slippageBps >= One ? 0 : amount - (ulong)((UInt128)amount * slippageBps / One);

    public static ulong Share(ulong amount, uint bps) => (ulong)((UInt128)amount * bps / One);

    /// <summary>value · numerator / denominator, where the product may be longer than 128 bits.</summary>
    private static UInt128 Divide(UInt128 value, UInt128 numerator, UInt128 denominator) =>
        (UInt128)((System.Numerics.BigInteger)value * numerator / denominator);
}
