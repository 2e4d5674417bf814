using System.Buffers.Binary;
using System.Numerics;

namespace Orleans;

/// <summary>
/// The hash that Orleans stores: xxHash32 with seed 0, its canonical big-endian digest read as a little-endian number. Rows of both
/// hosts are found by it, so it never changes. Source: the algorithm's public specification, and Orleans' own test vector.
/// </summary>
public static class StableHash
{
    private const uint P1 = 2654435761;
    private const uint P2 = 2246822519;
    private const uint P3 = 3266489917;
    private const uint P4 = 668265263;
    private const uint P5 = 374761393;

    /// <summary>The hash of these bytes.</summary>
    public static uint ComputeHash(ReadOnlySpan<byte> data) => BinaryPrimitives.ReverseEndianness(XxHash32(data));

    private static uint XxHash32(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var rest = data;
            uint hash;
            if (data.Length >= 16)
            {
                uint a = P1 + P2, b = P2, c = 0, d = 0 - P1;
                for (; rest.Length >= 16; rest = rest[16..])
                {
                    a = Round(a, rest);
                    b = Round(b, rest[4..]);
                    c = Round(c, rest[8..]);
                    d = Round(d, rest[12..]);
                }

                hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            }
            else
            {
                hash = P5;
            }

            hash += (uint)data.Length;
            for (; rest.Length >= 4; rest = rest[4..])
            {
                hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(rest) * P3), 17) * P4;
            }

            foreach (var last in rest)
            {
                hash = BitOperations.RotateLeft(hash + (last * P5), 11) * P1;
            }

            hash = (hash ^ (hash >> 15)) * P2;
            hash = (hash ^ (hash >> 13)) * P3;
            return hash ^ (hash >> 16);
        }
    }

    private static uint Round(uint lane, ReadOnlySpan<byte> data) =>
        unchecked(BitOperations.RotateLeft(lane + (BinaryPrimitives.ReadUInt32LittleEndian(data) * P2), 13) * P1);
}
