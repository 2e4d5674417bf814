using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>Writes little-endian values; every method returns the writer.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public WireWriter Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
        return this;
    }

    public WireWriter Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public WireWriter U16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.GetSpan(2), value);
        _buffer.Advance(2);
        return this;
    }

    public WireWriter U32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
        return this;
    }

    public WireWriter U64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
        return this;
    }

    public WireWriter Key(PublicKey key)
    {
        key.Write(_buffer.GetSpan(PublicKey.Length));
        _buffer.Advance(PublicKey.Length);
        return this;
    }

    public WireWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write(bytes);
        return this;
    }

    public WireWriter Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return U32((uint)bytes.Length).Bytes(bytes);
    }

    public WireWriter ShortLength(int length)
    {
        var rest = length;
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        return Byte((byte)rest);
    }

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();
}
