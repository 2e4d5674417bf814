using System.Buffers.Binary;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>Values that may be missing, as the token programs keep them: four bytes that say so, and the place in any case.</summary>
internal static class TokenWire
{
    public static PublicKey? Option(this ref WireReader reader)
    {
        var some = reader.U32() == 1;
        var key = reader.Key();
        return some ? key : null;
    }

    public static ulong? OptionalNumber(this ref WireReader reader)
    {
        var some = reader.U32() == 1;
        var number = reader.U64();
        return some ? number : null;
    }

    /// <summary>Writes a key that may be missing: without one the four bytes alone.</summary>
    public static void Option(Span<byte> target, PublicKey? key)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, key is null ? 0u : 1);
        key?.Write(target[4..]);
    }
}
