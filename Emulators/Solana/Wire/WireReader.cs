using System.Buffers.Binary;
using System.Text;

namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>Reads little-endian values from bytes; throws <see cref="FormatException"/> where they end too early.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > Remaining)
        {
            throw new FormatException($"{count} bytes were to follow at {Position}, and {Remaining} do.");
        }

        Position += count;
        return _bytes.Slice(Position - count, count);
    }

    public byte Byte() => Bytes(1)[0];

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new FormatException($"{other} is no truth value."),
    };

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    public PublicKey Key() => PublicKey.Read(Bytes(PublicKey.Length));

    /// <summary>A key that is all zeros where there is none, as extensions of Token-2022 write it.</summary>
    public PublicKey? KeyOrZero() => Key() is var key && key == default ? null : key;

    /// <summary>Text with its length in four bytes before it (Borsh).</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes(checked((int)Math.Min(U32(), int.MaxValue))));

    /// <summary>A length of one to three bytes, seven bits each, the lowest first; written in the shortest form only.</summary>
    public int ShortLength()
    {
        var value = 0;
        for (var i = 0; i < 3; i++)
        {
            var b = Byte();
            value |= (b & 0x7f) << (7 * i);
            if ((b & 0x80) == 0)
            {
                if ((i > 0 && b == 0) || value > ushort.MaxValue)
                {
                    throw new FormatException("A length is not written in its shortest form, or is above 65,535.");
                }

                return value;
            }
        }

        throw new FormatException("A length has more than three bytes.");
    }
}
