using System.Buffers.Binary;
using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>A lookup table as it stood on the chain when it was read. Entries are only ever appended, so an index keeps its meaning.</summary>
/// <param name="Key">The table's address.</param>
/// <param name="Addresses">Its entries.</param>
public sealed record AddressLookupTable(PublicKey Key, ImmutableArray<PublicKey> Addresses)
{
    /// <summary>
    /// The state before the entries: a type (u32), the slot of deactivation (u64), that of the last extension (u64), the index where it began
    /// (u8), an optional authority (1 + 32) and two bytes of padding.
    /// </summary>
    private const int MetaSize = 56;

    private const uint LookupTableType = 1;

    /// <summary>Reads the data of a table's account. A table that was deactivated may be closed and made anew with other entries, so it is refused.</summary>
    /// <exception cref="TransactionFormatException">The data are no active lookup table.</exception>
    public static AddressLookupTable Decode(PublicKey key, ReadOnlySpan<byte> data)
    {
        if (data.Length < MetaSize || (data.Length - MetaSize) % PublicKey.Size != 0 || data.Length > MetaSize + (256 * PublicKey.Size)
            || BinaryPrimitives.ReadUInt32LittleEndian(data) != LookupTableType)
        {
            throw new TransactionFormatException(TransactionProblem.LookupTable, $"The account {key} is no address lookup table.");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(data[4..]) != ulong.MaxValue)
        {
            throw new TransactionFormatException(TransactionProblem.LookupTable, $"The address lookup table {key} was deactivated.");
        }

        var addresses = ImmutableArray.CreateBuilder<PublicKey>((data.Length - MetaSize) / PublicKey.Size);
        for (var rest = data[MetaSize..]; !rest.IsEmpty; rest = rest[PublicKey.Size..])
        {
            addresses.Add(new PublicKey(rest[..PublicKey.Size]));
        }

        return new AddressLookupTable(key, addresses.MoveToImmutable());
    }

    /// <summary>Whether two readings of a table agree in everything: the same address and the same entries.</summary>
    public bool Agrees(AddressLookupTable other) => Key == other.Key && Addresses.SequenceEqual(other.Addresses);
}
