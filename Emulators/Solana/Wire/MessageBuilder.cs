namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>Compiles instructions into a message: for airdrops and for the orders that the Jupiter emulator hands out.</summary>
internal static class MessageBuilder
{
    private const byte Version0 = 0x80;

    /// <summary>The message's bytes. The payer signs first; lookup tables may shorten it; without them (null) it is a legacy message.</summary>
    public static byte[] Build(
        PublicKey payer, PublicKey blockhash, IReadOnlyList<Instruction> instructions, IReadOnlyDictionary<PublicKey, PublicKey[]>? tables = null)
    {
        var metas = Merge(payer, instructions);
        var programs = instructions.Select(i => i.Program).ToHashSet();
        var lookups = tables is null ? [] : Look(metas, programs, tables);
        var looked = lookups.SelectMany(l => l.Keys).ToHashSet();

        // Signers before others, in each part those that are written first; the payer is a written signer and was the first to be named.
        var keys = metas.Values.Where(m => !looked.Contains(m.Key)).OrderBy(m => (m.IsSigner ? 0 : 2) + (m.IsWritable ? 0 : 1)).ToList();
        var order = keys.Select(m => m.Key)
            .Concat(lookups.SelectMany(l => l.Writable.Select(w => w.Key)))
            .Concat(lookups.SelectMany(l => l.Readonly.Select(r => r.Key)))
            .Select((key, index) => (key, index)).ToDictionary(k => k.key, k => (byte)k.index);

        var writer = new WireWriter();
        if (tables is not null)
        {
            writer.Byte(Version0);
        }

        writer.Byte((byte)keys.Count(m => m.IsSigner)).Byte((byte)keys.Count(m => m is { IsSigner: true, IsWritable: false }))
            .Byte((byte)keys.Count(m => m is { IsSigner: false, IsWritable: false })).ShortLength(keys.Count);
        keys.ForEach(m => writer.Key(m.Key));
        writer.Key(blockhash).ShortLength(instructions.Count);
        foreach (var instruction in instructions)
        {
            writer.Byte(order[instruction.Program]).ShortLength(instruction.Accounts.Length).Bytes([.. instruction.Accounts.Select(a => order[a.Key])])
                .ShortLength(instruction.Data.Length).Bytes(instruction.Data);
        }

        if (tables is not null)
        {
            writer.ShortLength(lookups.Count);
            foreach (var lookup in lookups)
            {
                writer.Key(lookup.Table).ShortLength(lookup.Writable.Count).Bytes([.. lookup.Writable.Select(w => w.Index)])
                    .ShortLength(lookup.Readonly.Count).Bytes([.. lookup.Readonly.Select(r => r.Index)]);
            }
        }

        return writer.ToArray();
    }

    private static Dictionary<PublicKey, AccountMeta> Merge(PublicKey payer, IReadOnlyList<Instruction> instructions)
    {
        var metas = new Dictionary<PublicKey, AccountMeta> { [payer] = AccountMeta.Pay(payer) };
        foreach (var meta in instructions.SelectMany(i => i.Accounts.Append(AccountMeta.Read(i.Program))))
        {
            metas[meta.Key] = metas.TryGetValue(meta.Key, out var known)
                ? known with { IsSigner = known.IsSigner || meta.IsSigner, IsWritable = known.IsWritable || meta.IsWritable }
                : meta;
        }

        return metas;
    }

    private static List<Lookup> Look(Dictionary<PublicKey, AccountMeta> metas, HashSet<PublicKey> programs, IReadOnlyDictionary<PublicKey, PublicKey[]> tables)
    {
        var taken = new HashSet<PublicKey>();
        var lookups = new List<Lookup>();
        foreach (var (table, addresses) in tables)
        {
            var found = addresses.Select((key, index) => (Key: key, Index: (byte)index))
                .Where(a => metas.TryGetValue(a.Key, out var m) && !m.IsSigner && !programs.Contains(a.Key) && taken.Add(a.Key)).ToList();
            if (found.Count > 0)
            {
                lookups.Add(new Lookup(table, [.. found.Where(a => metas[a.Key].IsWritable)], [.. found.Where(a => !metas[a.Key].IsWritable)]));
            }
        }

        return lookups;
    }

    private sealed record Lookup(PublicKey Table, List<(PublicKey Key, byte Index)> Writable, List<(PublicKey Key, byte Index)> Readonly)
    {
        public IEnumerable<PublicKey> Keys => Writable.Concat(Readonly).Select(k => k.Key);
    }
}
