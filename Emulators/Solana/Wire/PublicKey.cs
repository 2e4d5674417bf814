using System.Buffers.Binary;

namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>32 bytes that name an account; written in base58. Blockhashes have the same shape.</summary>
internal readonly record struct PublicKey(UInt128 High, UInt128 Low)
{
    public const int Length = 32;

    public static PublicKey Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..Length]));

    public static PublicKey? TryParse(string? text) =>
        text is { Length: >= 32 and <= 44 } && Base58.TryDecode(text) is { Length: Length } bytes ? Read(bytes) : null;

    public static PublicKey Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is not a public key: 32 bytes in base58.");

    /// <summary>The hash of a text as a key: for accounts of the emulated world whose secret nobody needs.</summary>
    public static PublicKey Named(string name) => Read(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)));

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt128BigEndian(target, High);
        BinaryPrimitives.WriteUInt128BigEndian(target[16..], Low);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Write(bytes);
        return bytes;
    }

    public override string ToString() => Base58.Encode(ToBytes());
}
