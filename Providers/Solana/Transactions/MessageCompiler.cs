using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Wire;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>
/// Makes a message of instructions. The runtime asks only for the order of the four kinds (signers before others, writable before read-only,
/// the fee payer first); within a kind accounts keep the order of their first use, each program before its accounts, as the common
/// JavaScript client orders them, so that both make the same bytes.
/// </summary>
public static class MessageCompiler
{
    /// <summary>A message of version 0.</summary>
    /// <param name="feePayer">Who pays; signs first.</param>
    /// <param name="instructions">The calls.</param>
    /// <param name="blockhash">Bounds its life.</param>
    /// <param name="tables">Lookup tables to take accounts from; signers and programs always stand in the message itself.</param>
    /// <exception cref="TransactionFormatException">It would be too large, or have too many accounts.</exception>
    public static TransactionMessage Compile(PublicKey feePayer, IReadOnlyCollection<Instruction> instructions, Blockhash blockhash, params IReadOnlyCollection<AddressLookupTable> tables) =>
        Compile(feePayer, instructions, blockhash, tables, version0: true);

    /// <summary>A legacy message.</summary>
    /// <exception cref="TransactionFormatException">It would be too large, or have too many accounts.</exception>
    public static TransactionMessage CompileLegacy(PublicKey feePayer, IReadOnlyCollection<Instruction> instructions, Blockhash blockhash) =>
        Compile(feePayer, instructions, blockhash, [], version0: false);

    private static TransactionMessage Compile(
        PublicKey feePayer, IReadOnlyCollection<Instruction> instructions, Blockhash blockhash, IReadOnlyCollection<AddressLookupTable> tables, bool version0)
    {
        var uses = Uses(feePayer, instructions);
        var lookups = Lookups(uses, tables, out var loaded);
        var own = uses.Where(use => !loaded.Contains(use.Key)).ToList();
        List<PublicKey> order = [.. own.Where(u => u.IsSigner && u.IsWritable).Concat(own.Where(u => u.IsSigner && !u.IsWritable))
            .Concat(own.Where(u => !u.IsSigner && u.IsWritable)).Concat(own.Where(u => !u.IsSigner && !u.IsWritable)).Select(u => u.Key)];
        var writer = new MemoryStream();
        if (version0)
        {
            writer.WriteByte(TransactionMessage.Version0Prefix);
        }

        writer.Write([Count(own.Count(u => u.IsSigner)), Count(own.Count(u => u.IsSigner && !u.IsWritable)), Count(own.Count(u => !u.IsSigner && !u.IsWritable))]);
        WriteLength(writer, order.Count);
        order.ForEach(key => writer.Write(key.Span));
        writer.Write(blockhash.Bytes.Span);
        order.AddRange(lookups.SelectMany(lookup => lookup.Writable.Select(entry => entry.Key)));
        order.AddRange(lookups.SelectMany(lookup => lookup.Readonly.Select(entry => entry.Key)));
        var indices = order.Select((key, index) => (key, index)).ToDictionary(pair => pair.key, pair => Count(pair.index));
        WriteLength(writer, instructions.Count);
        foreach (var instruction in instructions)
        {
            writer.WriteByte(indices[instruction.Program]);
            WriteBytes(writer, [.. instruction.Accounts.Select(account => indices[account.Key])]);
            WriteBytes(writer, instruction.Data.AsSpan());
        }

        if (version0)
        {
            WriteLength(writer, lookups.Count);
            foreach (var (table, writable, onlyRead) in lookups)
            {
                writer.Write(table.Span);
                WriteBytes(writer, [.. writable.Select(entry => entry.Index)]);
                WriteBytes(writer, [.. onlyRead.Select(entry => entry.Index)]);
            }
        }

        // Read back by the strict reader: whatever it refuses is not made here either.
        return TransactionMessage.Parse(writer.ToArray());
    }

    private static List<Use> Uses(PublicKey feePayer, IReadOnlyCollection<Instruction> instructions)
    {
        var uses = new OrderedDictionary<PublicKey, Use> { [feePayer] = new Use(feePayer, IsSigner: true, IsWritable: true, IsProgram: false) };
        foreach (var instruction in instructions)
        {
            Add(new Use(instruction.Program, IsSigner: false, IsWritable: false, IsProgram: true));
            foreach (var account in instruction.Accounts)
            {
                Add(new Use(account.Key, account.IsSigner, account.IsWritable, IsProgram: false));
            }
        }

        return [.. uses.Values];

        void Add(Use use) => uses[use.Key] = uses.TryGetValue(use.Key, out var known)
            ? new Use(use.Key, known.IsSigner || use.IsSigner, known.IsWritable || use.IsWritable, known.IsProgram || use.IsProgram)
            : use;
    }

    private static List<Lookup> Lookups(List<Use> uses, IReadOnlyCollection<AddressLookupTable> tables, out HashSet<PublicKey> loaded)
    {
        var taken = new HashSet<PublicKey>();
        var lookups = new List<Lookup>();
        foreach (var table in tables)
        {
            var entries = uses.Where(use => !use.IsSigner && !use.IsProgram && !taken.Contains(use.Key))
                .Select(use => (use.IsWritable, use.Key, Index: table.Addresses.IndexOf(use.Key)))
                .Where(entry => entry.Index >= 0)
                .ToList();
            if (entries.Count > 0)
            {
                taken.UnionWith(entries.Select(entry => entry.Key));
                lookups.Add(new Lookup(table.Key,
                    [.. entries.Where(e => e.IsWritable).Select(e => (e.Key, Count(e.Index)))], [.. entries.Where(e => !e.IsWritable).Select(e => (e.Key, Count(e.Index)))]));
            }
        }

        loaded = taken;
        return lookups;
    }

    private static byte Count(int value) => value <= byte.MaxValue
        ? (byte)value
        : throw new TransactionFormatException(TransactionProblem.TooManyAccounts, "A transaction has at most 256 accounts.");

    private static void WriteLength(MemoryStream writer, int length)
    {
        Span<byte> bytes = stackalloc byte[3];
        writer.Write(bytes[..ShortVec.Write(bytes, length <= ushort.MaxValue ? (ushort)length : throw new TransactionFormatException(TransactionProblem.TooLarge, "A list in the transaction is too long."))]);
    }

    private static void WriteBytes(MemoryStream writer, ReadOnlySpan<byte> bytes)
    {
        WriteLength(writer, bytes.Length);
        writer.Write(bytes);
    }

    private readonly record struct Use(PublicKey Key, bool IsSigner, bool IsWritable, bool IsProgram);

    private readonly record struct Lookup(PublicKey Table, ImmutableArray<(PublicKey Key, byte Index)> Writable, ImmutableArray<(PublicKey Key, byte Index)> Readonly);
}
