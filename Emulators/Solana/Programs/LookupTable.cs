using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs;

/// <summary>An address lookup table: 56 bytes of its own, then keys of 32 bytes.</summary>
/// <param name="Deactivated">The slot at which it was switched off; the largest number while it is on.</param>
/// <param name="Extended">The slot of the last extension, whose keys count from the next slot on.</param>
/// <param name="ExtendedFrom">How many keys there were before that.</param>
/// <param name="Authority">Who may change it; null for nobody.</param>
/// <param name="Addresses">The keys, at most 256.</param>
internal sealed record LookupTable(ulong Deactivated, ulong Extended, byte ExtendedFrom, PublicKey? Authority, PublicKey[] Addresses)
{
    public const int HeaderLength = 56;
    private const uint IsTable = 1;

    public static LookupTable? TryRead(byte[] data)
    {
        if (data.Length < HeaderLength || (data.Length - HeaderLength) % PublicKey.Length != 0)
        {
            return null;
        }

        var reader = new WireReader(data);
        if (reader.U32() != IsTable)
        {
            return null;
        }

        var (deactivated, extended, from) = (reader.U64(), reader.U64(), reader.Byte());
        PublicKey? authority = reader.Byte() == 1 ? reader.Key() : null;
        var keys = new WireReader(data.AsSpan(HeaderLength));
        var addresses = new PublicKey[(data.Length - HeaderLength) / PublicKey.Length];
        for (var i = 0; i < addresses.Length; i++)
        {
            addresses[i] = keys.Key();
        }

        return new LookupTable(deactivated, extended, from, authority, addresses);
    }

    public byte[] ToBytes()
    {
        var writer = new WireWriter().U32(IsTable).U64(Deactivated).U64(Extended).Byte(ExtendedFrom).Flag(Authority is not null)
            .Key(Authority ?? default).U16(0);
        foreach (var address in Addresses)
        {
            writer.Key(address);
        }

        return writer.ToArray();
    }

    /// <summary>Takes a message's keys from its tables, as a block of the given slot would.</summary>
    public static TransactionError? Resolve(Message message, Func<PublicKey, ChainAccount?> read, ulong slot, out List<PublicKey> writable, out List<PublicKey> readable)
    {
        (writable, readable) = ([], []);
        foreach (var lookup in message.Lookups)
        {
            if (read(lookup.Table) is not { } account)
            {
                return new TransactionError("AddressLookupTableNotFound");
            }

            if (account.Owner != ProgramIds.LookupTable)
            {
                return new TransactionError("InvalidAddressLookupTableOwner");
            }

            if (TryRead(account.Data) is not { } table)
            {
                return new TransactionError("InvalidAddressLookupTableData");
            }

            // A table that was switched off serves for as long as its slot is among the last 512.
            if (table.Deactivated != ulong.MaxValue && table.Deactivated + 512 < slot)
            {
                return new TransactionError("AddressLookupTableNotFound");
            }

            var active = slot > table.Extended ? table.Addresses.Length : table.ExtendedFrom;
            if (lookup.Writable.Concat(lookup.Readonly).Any(i => i >= active))
            {
                return new TransactionError("InvalidAddressLookupTableIndex");
            }

            writable.AddRange(lookup.Writable.Select(i => table.Addresses[i]));
            readable.AddRange(lookup.Readonly.Select(i => table.Addresses[i]));
        }

        return null;
    }
}
