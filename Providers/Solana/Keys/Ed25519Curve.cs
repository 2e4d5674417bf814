using System.Numerics;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace PuppetEngine.Providers.Solana.Keys;

/// <summary>
/// Questions about points of the curve of Ed25519, −x² + y² = 1 + d·x²·y² over the prime 2²⁵⁵ − 19 (RFC 8032, 5.1). All inputs are public,
/// so nothing here needs to take constant time.
/// </summary>
public static class Ed25519Curve
{
    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;

    /// <summary>−121665 / 121666.</summary>
    private static readonly BigInteger D = Modulo(-121665 * BigInteger.ModPow(121666, Prime - 2, Prime));

    /// <summary>The same in the library's limbs.</summary>
    private static readonly int[] FieldD = Limbs(D);

    /// <summary>The order of the group that the base point generates.</summary>
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether 32 bytes decompress to a point, by the measure of Solana's runtime (curve25519-dalek): the sign bit is ignored, y may be
    /// written unreduced. A program derived address is one that does not.
    /// </summary>
    public static bool IsOnCurve(PublicKey key)
    {
        // x² = u / v with u = y² − 1 and v = d·y² + 1. With the library's field arithmetic: a derived address costs a few of these.
        var (y2, u, v, root) = (X25519Field.Create(), X25519Field.Create(), X25519Field.Create(), X25519Field.Create());
        X25519Field.Decode(key.ToArray(), 0, y2);
        X25519Field.Sqr(y2, y2);
        X25519Field.Mul(FieldD, y2, v);
        X25519Field.Copy(y2, 0, u, 0);
        X25519Field.SubOne(u);
        X25519Field.AddOne(v);
        return X25519Field.SqrtRatioVar(u, v, root);
    }

    /// <summary>Whether a point is written as only one encoding of it is allowed to be: y below the prime, and no negative zero.</summary>
    internal static bool IsCanonical(ReadOnlySpan<byte> point)
    {
        var y = Ordinate(point);
        return y < Prime && !((point[31] & 0x80) != 0 && Square(y).IsOne);
    }

    /// <summary>
    /// Whether a point has an order of 1, 2, 4 or 8: under such a key a signature can fit many messages. Orders 1 and 2 have y = ±1,
    /// order 4 has y = 0, and doubling one of order 8 must give y = 0, which is d·y⁴ + 2·y² − 1 = 0.
    /// </summary>
    internal static bool HasSmallOrder(ReadOnlySpan<byte> point)
    {
        var y2 = Square(Ordinate(point) % Prime);
        return y2.IsZero || y2.IsOne || Modulo((D * Square(y2)) + (2 * y2) - 1).IsZero;
    }

    /// <summary>Whether the second half of a signature is below the group's order, so that nobody can write the same signature differently.</summary>
    internal static bool IsReducedScalar(ReadOnlySpan<byte> scalar) => new BigInteger(scalar, isUnsigned: true) < Order;

    private static int[] Limbs(BigInteger value)
    {
        var (bytes, limbs) = (new byte[32], X25519Field.Create());
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        X25519Field.Decode(bytes, 0, limbs);
        return limbs;
    }

    private static BigInteger Ordinate(ReadOnlySpan<byte> point)
    {
        Span<byte> y = stackalloc byte[32];
        point.CopyTo(y);
        y[31] &= 0x7f;
        return new BigInteger(y, isUnsigned: true);
    }

    private static BigInteger Square(BigInteger value) => value * value % Prime;

    private static BigInteger Modulo(BigInteger value)
    {
        var rest = value % Prime;
        return rest.Sign < 0 ? rest + Prime : rest;
    }
}
