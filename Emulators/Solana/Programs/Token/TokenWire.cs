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

    public static WireWriter Option(this WireWriter writer, PublicKey? key) => writer.U32(key is null ? 0u : 1).Key(key ?? default);
}
