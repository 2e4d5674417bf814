using System.Buffers.Binary;
using System.Text;

namespace PuppetEngine.Providers.Solana.Programs;

/// <summary>Numbers and texts as Solana's programs read them.</summary>
internal static class LittleEndian
{
    internal static byte[] Of(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    internal static byte[] Of(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }

    /// <summary>A text in UTF-8 behind its length as u32, as Borsh writes it.</summary>
    internal static byte[] Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. Of((uint)bytes.Length), .. bytes];
    }
}
