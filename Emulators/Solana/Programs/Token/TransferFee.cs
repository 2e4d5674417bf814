using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>The fee that a mint of Token-2022 keeps back from every transfer.</summary>
internal sealed record TransferFee(PublicKey? ConfigAuthority, PublicKey? WithdrawAuthority, ulong Withheld, ulong Maximum, ushort BasisPoints)
{
    private const ulong One = 10_000;

    public static TransferFee? Of(byte[] mint)
    {
        if (TokenExtensions.Find(mint, ExtensionType.TransferFeeConfig) is not { } value)
        {
            return null;
        }

        var reader = new WireReader(value.Span);
        var (config, withdraw, withheld) = (reader.KeyOrZero(), reader.KeyOrZero(), reader.U64());
        // The older fee (epoch, maximum, rate) comes first; both are the same, because the emulated chain has one epoch.
        reader.Bytes(18 + 8);
        return new TransferFee(config, withdraw, withheld, reader.U64(), reader.U16());
    }

    public byte[] ToBytes() => new WireWriter().Key(ConfigAuthority ?? default).Key(WithdrawAuthority ?? default).U64(Withheld)
        .U64(0).U64(Maximum).U16(BasisPoints).U64(0).U64(Maximum).U16(BasisPoints).ToArray();

    /// <summary>The fee on an amount, rounded up, at most the maximum.</summary>
    public ulong Calculate(ulong amount) => (ulong)UInt128.Min((((UInt128)amount * BasisPoints) + One - 1) / One, Maximum);
}
