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

    public void Write(Span<byte> target) => new WireWriter().Key(Mint).Key(Owner).U64(Amount).Option(Delegate).Byte(State)
        .U32(IsNative ? 1u : 0).U64(NativeReserve ?? 0).U64(DelegatedAmount).Option(CloseAuthority).ToArray().CopyTo(target);

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Write(bytes);
        return bytes;
    }
}
