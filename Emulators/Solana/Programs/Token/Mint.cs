using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>A token's mint: the first 82 bytes of its account.</summary>
internal sealed record Mint(PublicKey? MintAuthority, ulong Supply, byte Decimals, bool IsInitialized, PublicKey? FreezeAuthority)
{
    public const int Length = 82;

    public static Mint? TryRead(byte[] data)
    {
        if (data.Length != Length && !TokenExtensions.IsMint(data))
        {
            return null;
        }

        var reader = new WireReader(data);
        return new Mint(reader.Option(), reader.U64(), reader.Byte(), reader.Byte() == 1, reader.Option());
    }

    public void Write(Span<byte> target) => new WireWriter().Option(MintAuthority).U64(Supply).Byte(Decimals).Flag(IsInitialized).Option(FreezeAuthority).ToArray().CopyTo(target);
}
