using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PuppetEngine.Engine.Memory.Index;

/// <summary>
/// A unit vector in one byte per dimension, with the length of what the rounding lost. That length bounds the error of every product
/// (Cauchy and Schwarz), so a scan over codes knows which vectors it must look at exactly, and the answer is that of an exact scan.
/// </summary>
internal static class VectorCode
{
    /// <summary>Dimensions at most; beyond it sums of products would not fit their type.</summary>
    internal const int MostDimensions = 4096;

    private const int Lanes = 16;
    private const float LargestCode = 127f;
    private const float LargestQueryCode = 16383f;

    /// <summary>What sums of floats may differ by, whatever their order.</summary>
    private const float Slack = 2e-5f;

    /// <summary>Bytes of a code: the dimension, filled up with zeros to whole registers.</summary>
    internal static int Stride(int dimension) => (dimension + Lanes - 1) / Lanes * Lanes;

    /// <summary>The vector scaled to length 1; null where it has no direction (zeros, or not finite).</summary>
    internal static float[]? Unit(ReadOnlySpan<float> vector)
    {
        var norm = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(norm) || norm < 1e-12f)
        {
            return null;
        }

        var unit = new float[vector.Length];
        TensorPrimitives.Divide(vector, norm, unit);
        return unit;
    }

    /// <summary>Encodes a unit vector.</summary>
    /// <param name="unit">The vector.</param>
    /// <param name="codes">Its bytes, <see cref="Stride"/> long, zeroed.</param>
    /// <param name="scale">What a code's unit is worth.</param>
    /// <param name="residual">The length of what was lost.</param>
    internal static void Encode(ReadOnlySpan<float> unit, Span<sbyte> codes, out float scale, out float residual)
    {
        scale = TensorPrimitives.MaxMagnitude(unit) is var largest && largest < 0 ? -largest / LargestCode : largest / LargestCode;
        var lost = 0d;
        for (var i = 0; i < unit.Length; i++)
        {
            codes[i] = (sbyte)MathF.Round(unit[i] / scale);
            var rest = unit[i] - (double)codes[i] * scale;
            lost += rest * rest;
        }

        residual = (float)(Math.Sqrt(lost) * (1 + 1e-6));
    }

    /// <summary>Encodes a question: two bytes per dimension, so that it adds next to nothing to the error.</summary>
    internal static short[] EncodeQuery(ReadOnlySpan<float> unit, out float scale, out float residual)
    {
        var codes = new short[Stride(unit.Length)];
        scale = MathF.Abs(TensorPrimitives.MaxMagnitude(unit)) / LargestQueryCode;
        var lost = 0d;
        for (var i = 0; i < unit.Length; i++)
        {
            codes[i] = (short)MathF.Round(unit[i] / scale);
            var rest = unit[i] - (double)codes[i] * scale;
            lost += rest * rest;
        }

        residual = (float)Math.Sqrt(lost);
        return codes;
    }

    /// <summary>How far an approximate product may lie from the exact one.</summary>
    internal static float Bound(float residual, float queryResidual) => residual + queryResidual * (1 + residual) + Slack;

    /// <summary>The exact product of two unit vectors.</summary>
    internal static float Exact(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => TensorPrimitives.Dot(a, b);

    /// <summary>The product of a code and a question's code, of the same stride.</summary>
    internal static float Dot(ReadOnlySpan<sbyte> codes, ReadOnlySpan<short> query)
    {
        ref var c = ref MemoryMarshal.GetReference(codes);
        ref var q = ref MemoryMarshal.GetReference(query);
        if (Avx2.IsSupported)
        {
            var sums = Vector256<int>.Zero;
            for (nuint i = 0; i < (nuint)codes.Length; i += Lanes)
            {
                sums += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref c, i)), Vector256.LoadUnsafe(ref q, i));
            }

            return Vector256.Sum(Vector256.ConvertToSingle(sums));
        }

        var low = Vector128<int>.Zero;
        var high = Vector128<int>.Zero;
        for (nuint i = 0; i < (nuint)codes.Length; i += Lanes)
        {
            var (a, b) = Vector128.Widen(Vector128.LoadUnsafe(ref c, i));
            var (a1, a2) = Vector128.Widen(a);
            var (b1, b2) = Vector128.Widen(b);
            var (q1, q2) = Vector128.Widen(Vector128.LoadUnsafe(ref q, i));
            var (q3, q4) = Vector128.Widen(Vector128.LoadUnsafe(ref q, i + 8));
            low += a1 * q1 + a2 * q2;
            high += b1 * q3 + b2 * q4;
        }

        return Vector128.Sum(Vector128.ConvertToSingle(low)) + Vector128.Sum(Vector128.ConvertToSingle(high));
    }
}
