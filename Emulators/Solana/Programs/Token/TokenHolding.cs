using System.Buffers.Binary;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>
/// An account that holds tokens: the first 165 bytes. State is 0 not initialized, 1 initialized, 2 frozen; the native reserve is, for
/// wrapped SOL, the lamports that are rent and no tokens, and null for other tokens.
/// </summary>
internal sealed record TokenHolding(
    PublicKey Mint, PublicKey Owner, ulong Amount, PublicKey? Delegate, byte State, ulong? NativeReserve, ulong DelegatedAmount, PublicKey? CloseAuthority)
{
    public const int Length = 165;
    public const byte Initialized = 1;
    public const byte Frozen = 2;

    public bool IsFrozen => State == Frozen;

    public bool IsNative => NativeReserve is not null;

    /// <summary>The holding; null where the bytes are none, or are not initialized.</summary>
    public static TokenHolding? TryRead(byte[] data)
    {
        if (data.Length != Length && !TokenExtensions.IsHolding(data))
        {
            return null;
        }

        var reader = new WireReader(data);
        var holding = new TokenHolding(reader.Key(), reader.Key(), reader.U64(), reader.Option(), reader.Byte(), reader.OptionalNumber(), reader.U64(), reader.Option());
        return holding.State == 0 ? null : holding;
    }

    /// <summary>Writes over an account's first bytes. The place of a delegate that is taken away keeps its key, as the real program leaves it.</summary>
    public void Write(Span<byte> target)
    {
        Mint.Write(target);
        Owner.Write(target[32..]);
        BinaryPrimitives.WriteUInt64LittleEndian(target[64..], Amount);
        TokenWire.Option(target[72..], Delegate);
        target[108] = State;
        BinaryPrimitives.WriteUInt32LittleEndian(target[109..], IsNative ? 1u : 0);
        if (NativeReserve is { } reserve)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target[113..], reserve);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(target[121..], DelegatedAmount);
        TokenWire.Option(target[129..], CloseAuthority);
    }
}
