using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs;

/// <summary>Makes, extends, freezes, switches off and closes address lookup tables.</summary>
internal sealed class LookupTableProgram : IProgram
{
    private const int MostAddresses = 256;
    private const ulong RecentSlots = 512;

    public bool IsBuiltin => false;

    public void Execute(InvokeContext context)
    {
        context.Consume(750);
        var (kind, slot, bump, keys) = context.Read(static data =>
        {
            var reader = new WireReader(data);
            var kind = reader.U32();
            return kind switch
            {
                0 => (kind, reader.U64(), reader.Byte(), Array.Empty<PublicKey>()),
                2 => (kind, 0ul, (byte)0, Keys(ref reader)),
                1 or 3 or 4 => (kind, 0ul, (byte)0, Array.Empty<PublicKey>()),
                _ => throw new FormatException("The instruction is unknown."),
            };
        });
        switch (kind)
        {
            case 0:
                Create(context, slot, bump);
                break;
            case 1:
                Replace(context, t => t.Addresses.Length > 0 ? t with { Authority = null } : throw new InstructionFailure("InvalidInstructionData"));
                break;
            case 2:
                Extend(context, keys);
                break;
            case 3:
                Replace(context, t => t.Deactivated == ulong.MaxValue ? t with { Deactivated = context.Slot } : throw new InstructionFailure("InvalidArgument"));
                break;
            default:
                Close(context);
                break;
        }
    }

    private static PublicKey[] Keys(ref WireReader reader)
    {
        var count = reader.U64();
        if (count > (ulong)(reader.Remaining / PublicKey.Length))
        {
            throw new FormatException("Keys are missing.");
        }

        var keys = new PublicKey[count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.Key();
        }

        return keys;
    }

    private static void Create(InvokeContext context, ulong recent, byte bump)
    {
        var (table, authority, payer) = (context[0], context[1], context[2]);
        payer.RequireSigner();
        if (recent >= context.Slot || recent + RecentSlots < context.Slot)
        {
            context.LogPlain($"{recent} is not a recent slot");
            throw new InstructionFailure("InvalidInstructionData");
        }

        if (ProgramAddress.Create(context.Program, authority.Key.ToBytes(), BitConverter.GetBytes(recent), [bump]) != table.Key)
        {
            context.LogPlain("Table address must match derived address");
            throw new InstructionFailure("InvalidArgument");
        }

        if (table.Owner == context.Program)
        {
            return;
        }

        Fund(context, payer, table, LookupTable.HeaderLength);
        context.Invoke(SystemProgram.Allocate(table.Key, LookupTable.HeaderLength), table.Key);
        context.Invoke(SystemProgram.Assign(table.Key, context.Program), table.Key);
        new LookupTable(ulong.MaxValue, 0, 0, authority.Key, []).ToBytes().CopyTo(table.Write());
    }

    private static void Extend(InvokeContext context, PublicKey[] keys)
    {
        var before = Read(context);
        if (keys.Length == 0 || before.Addresses.Length + keys.Length > MostAddresses)
        {
            throw new InstructionFailure("InvalidInstructionData");
        }

        // Keys of one slot count together from the next slot on.
        var from = before.Extended == context.Slot ? before.ExtendedFrom : (byte)before.Addresses.Length;
        var bytes = (before with { Extended = context.Slot, ExtendedFrom = from, Addresses = [.. before.Addresses, .. keys] }).ToBytes();
        if (context.Count > 2)
        {
            Fund(context, context[2].RequireSigner(), context[0], bytes.Length);
        }
        else if (context[0].Lamports < Rent.Minimum(bytes.Length))
        {
            throw new InstructionFailure("NotEnoughAccountKeys");
        }

        bytes.CopyTo(context[0].Write(bytes.Length));
    }

    private static void Close(InvokeContext context)
    {
        var table = Read(context);
        if (table.Deactivated == ulong.MaxValue || table.Deactivated + RecentSlots >= context.Slot)
        {
            context.LogPlain("Table cannot be closed until it's fully deactivated");
            throw new InstructionFailure("InvalidArgument");
        }

        context[2].Add(context[0].Lamports);
        context[0].Take(context[0].Lamports);
        context[0].Write(0);
    }

    private static void Replace(InvokeContext context, Func<LookupTable, LookupTable> change) => change(Read(context)).ToBytes().CopyTo(context[0].Write());

    /// <summary>The table, if the second account is its authority and has signed.</summary>
    private static LookupTable Read(InvokeContext context)
    {
        if (context[0].Owner != context.Program)
        {
            throw new InstructionFailure("InvalidAccountOwner");
        }

        var table = LookupTable.TryRead(context[0].Data) ?? throw new InstructionFailure("UninitializedAccount");
        if (table.Authority is not { } authority)
        {
            throw new InstructionFailure("Immutable");
        }

        if (authority != context[1].Key)
        {
            throw new InstructionFailure("IncorrectAuthority");
        }

        context[1].RequireSigner();
        return table;
    }

    private static void Fund(InvokeContext context, InstructionAccount payer, InstructionAccount table, int length)
    {
        var needed = Rent.Minimum(length);
        if (table.Lamports < needed)
        {
            context.Invoke(SystemProgram.Transfer(payer.Key, table.Key, needed - table.Lamports));
        }
    }
}
