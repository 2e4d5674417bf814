using System.Buffers.Binary;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>
/// What Token-2022 keeps behind byte 165 of a mint or holding: the account's type, then entries of type (2 bytes), length (2 bytes)
/// and value. Layout and numbers: spl-token-2022, extension/mod.rs.
/// </summary>
internal static class TokenExtensions
{
    public const int TypeAt = 165;
    private const int First = TypeAt + 1;
    private const byte MintType = 1;
    private const byte HoldingType = 2;

    public static bool IsMint(byte[] data) => data.Length > TypeAt && data[TypeAt] == MintType;

    public static bool IsHolding(byte[] data) => data.Length > TypeAt && data[TypeAt] == HoldingType;

    /// <summary>All entries in order.</summary>
    public static IEnumerable<(ExtensionType Type, ReadOnlyMemory<byte> Value)> Read(byte[] data)
    {
        for (var at = First; at + 4 <= data.Length;)
        {
            var type = BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at));
            var length = BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at + 2));
            if (type == 0 || at + 4 + length > data.Length)
            {
                yield break;
            }

            yield return ((ExtensionType)type, data.AsMemory(at + 4, length));
            at += 4 + length;
        }
    }

    public static ReadOnlyMemory<byte>? Find(byte[] data, ExtensionType type)
    {
        foreach (var (found, value) in Read(data))
        {
            if (found == type)
            {
                return value;
            }
        }

        return null;
    }

    public static bool Has(byte[] data, ExtensionType type) => Find(data, type) is not null;

    /// <summary>Writes an entry: over the one of its type, or in the free room behind the last, or in room made for it (<c>grow</c>), as the metadata instructions do.</summary>
    public static void Write(InstructionAccount account, ExtensionType type, ReadOnlySpan<byte> value, bool grow = false)
    {
        var end = First;
        foreach (var (found, old) in Read(account.Data))
        {
            if (found == type && old.Length == value.Length)
            {
                value.CopyTo(account.Write()[(end + 4)..]);
                return;
            }

            end += 4 + old.Length;
        }

        var needed = end + 4 + value.Length;
        if (needed > account.Data.Length && !grow)
        {
            throw new InstructionFailure("InvalidAccountData");
        }

        var data = account.Write(Math.Max(needed, account.Data.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(data[end..], (ushort)type);
        BinaryPrimitives.WriteUInt16LittleEndian(data[(end + 2)..], (ushort)value.Length);
        value.CopyTo(data[(end + 4)..]);
    }

    public static void Stamp(Span<byte> data, bool isMint)
    {
        if (data.Length > TypeAt)
        {
            data[TypeAt] = isMint ? MintType : HoldingType;
        }
    }

    /// <summary>How long a holding of a mint is: with an owner that cannot change, and what the mint's own extensions ask for.</summary>
    public static int HoldingLength(byte[] mint, PublicKey program) =>
        program == ProgramIds.Token ? TokenHolding.Length : First + 4 + Required(mint).Sum(r => 4 + r.Length);

    /// <summary>Entries that every holding of a mint has because of the mint's.</summary>
    public static IEnumerable<(ExtensionType Type, int Length)> Required(byte[] mint)
    {
        foreach (var (type, _) in Read(mint))
        {
            switch (type)
            {
                case ExtensionType.TransferFeeConfig:
                    yield return (ExtensionType.TransferFeeAmount, 8);
                    break;
                case ExtensionType.NonTransferable:
                    yield return (ExtensionType.NonTransferableAccount, 0);
                    break;
                case ExtensionType.TransferHook:
                    yield return (ExtensionType.TransferHookAccount, 1);
                    break;
                case ExtensionType.Pausable:
                    yield return (ExtensionType.PausableAccount, 0);
                    break;
            }
        }
    }
}
