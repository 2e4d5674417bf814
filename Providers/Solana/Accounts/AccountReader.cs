using System.Buffers.Binary;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Accounts;

/// <summary>Reads the fixed fields of an account's data. The lengths were checked before.</summary>
internal static class AccountReader
{
    internal static ulong U64(ReadOnlySpan<byte> data, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(data[offset..]);

    internal static ushort U16(ReadOnlySpan<byte> data, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(data[offset..]);

    internal static PublicKey Key(ReadOnlySpan<byte> data, int offset) => new(data.Slice(offset, PublicKey.Size));

    /// <summary>A key behind a u32 that is 0 or 1: <c>COption</c>.</summary>
    internal static PublicKey? OptionalKey(ReadOnlySpan<byte> data, int offset) => IsPresent(data, offset) ? Key(data, offset + 4) : null;

    /// <summary>A number behind a u32 that is 0 or 1.</summary>
    internal static ulong? OptionalU64(ReadOnlySpan<byte> data, int offset) => IsPresent(data, offset) ? U64(data, offset + 4) : null;

    /// <summary>A key for which zeros mean none: <c>OptionalNonZeroPubkey</c>, as the extensions have it.</summary>
    internal static PublicKey? NonZeroKey(ReadOnlySpan<byte> data, int offset) => Key(data, offset) is var key && key != default ? key : null;

    private static bool IsPresent(ReadOnlySpan<byte> data, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(data[offset..]) switch
    {
        0 => false,
        1 => true,
        _ => throw new AccountFormatException("An optional field of a token account is neither present nor absent."),
    };
}
