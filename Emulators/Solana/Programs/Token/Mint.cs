using System.Buffers.Binary;
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

    /// <summary>Writes over an account's first bytes. The place of an authority that is given up keeps its key, as the real program leaves it.</summary>
    public void Write(Span<byte> target)
    {
        TokenWire.Option(target, MintAuthority);
        BinaryPrimitives.WriteUInt64LittleEndian(target[36..], Supply);
        target[44] = Decimals;
        target[45] = IsInitialized ? (byte)1 : (byte)0;
        TokenWire.Option(target[46..], FreezeAuthority);
    }
}
