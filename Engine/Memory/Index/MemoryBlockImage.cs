using System.Runtime.InteropServices;

namespace PuppetEngine.Engine.Memory.Index;

/// <summary>A block's arrays, and their stored form: a head of five numbers, then the arrays one after another, little endian.</summary>
internal sealed record MemoryBlockImage(
    long[] Numbers, long[] At, byte[] Kinds, float[] Importance, ushort[] Words, float[] Scales, float[] Residuals, sbyte[] Codes, SealedPostings Postings)
{
    // The form's version. A block of another form is dropped and made anew from the rows.
    private const int Form = 0x504D_4201;
    private const int Head = 5;

    /// <summary>The stored form.</summary>
    internal byte[] Write()
    {
        var stride = Numbers.Length == 0 ? 0 : Codes.Length / Numbers.Length;
        int[] head = [Form, Numbers.Length, stride, Postings.Terms.Length, Postings.Places.Length];
        using var stream = new MemoryStream();
        Put(stream, head);
        Put(stream, Numbers);
        Put(stream, At);
        Put(stream, Importance);
        Put(stream, Scales);
        Put(stream, Residuals);
        Put(stream, Postings.Terms);
        Put(stream, Postings.Starts);
        Put(stream, Words);
        Put(stream, Postings.Places);
        Put(stream, Kinds);
        Put(stream, Postings.Counts);
        Put(stream, Codes);
        return stream.ToArray();
    }

    /// <summary>Reads the stored form; null for bytes that are none of it, of another release or cut off.</summary>
    internal static MemoryBlockImage? Read(ReadOnlySpan<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian || bytes.Length < Head * sizeof(int))
        {
            return null;
        }

        var head = Take<int>(ref bytes, Head);
        var (count, stride, terms, places) = (head[1], head[2], head[3], head[4]);
        if (head[0] != Form || count is < 0 or > MemoryBlock.Capacity || stride is < 0 or > VectorCode.MostDimensions || terms < 0 || places < 0)
        {
            return null;
        }

        var length = count * (8L + 8 + 4 + 4 + 4 + 2 + 1 + stride) + terms * 8L + (terms + 1) * 4L + places * 3L;
        if (bytes.Length != length)
        {
            return null;
        }

        var numbers = Take<long>(ref bytes, count);
        var at = Take<long>(ref bytes, count);
        var importance = Take<float>(ref bytes, count);
        var scales = Take<float>(ref bytes, count);
        var residuals = Take<float>(ref bytes, count);
        var words = Take<ulong>(ref bytes, terms);
        var starts = Take<int>(ref bytes, terms + 1);
        var lengths = Take<ushort>(ref bytes, count);
        var where = Take<ushort>(ref bytes, places);
        var kinds = Take<byte>(ref bytes, count);
        var counts = Take<byte>(ref bytes, places);
        var codes = Take<sbyte>(ref bytes, count * stride);
        return IsSound(starts, where, count)
            ? new MemoryBlockImage(numbers, at, kinds, importance, lengths, scales, residuals, codes, new SealedPostings(words, starts, where, counts))
            : null;
    }

    private static bool IsSound(int[] starts, ushort[] places, int count)
    {
        for (var i = 1; i < starts.Length; i++)
        {
            if (starts[i] < starts[i - 1])
            {
                return false;
            }
        }

        return starts[0] == 0 && starts[^1] == places.Length && !places.AsSpan().ContainsAnyExceptInRange((ushort)0, (ushort)Math.Max(0, count - 1));
    }

    private static void Put<T>(MemoryStream stream, T[] values)
        where T : struct => stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));

    private static T[] Take<T>(ref ReadOnlySpan<byte> bytes, int count)
        where T : struct
    {
        var values = new T[count];
        var target = MemoryMarshal.AsBytes(values.AsSpan());
        bytes[..target.Length].CopyTo(target);
        bytes = bytes[target.Length..];
        return values;
    }
}
