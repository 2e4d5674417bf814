using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs;

/// <summary>Creates accounts and moves lamports. Accounts with seeds and durable nonces are not emulated.</summary>
internal sealed class SystemProgram : IProgram
{
    private const ulong Units = 150;
    private const ulong LongestData = 10 * 1024 * 1024;
    private const uint AlreadyInUse = 0;
    private const uint NegativeLamports = 1;
    private const uint InvalidLength = 3;

    public bool IsBuiltin => true;

    public static Instruction Transfer(PublicKey from, PublicKey to, ulong lamports) =>
        new(ProgramIds.System, [AccountMeta.Pay(from), AccountMeta.Write(to)], new WireWriter().U32(2).U64(lamports).ToArray());

    public static Instruction CreateAccount(PublicKey from, PublicKey to, ulong lamports, int space, PublicKey owner) =>
        new(ProgramIds.System, [AccountMeta.Pay(from), AccountMeta.Pay(to)], new WireWriter().U32(0).U64(lamports).U64((ulong)space).Key(owner).ToArray());

    public static Instruction Allocate(PublicKey account, int space) =>
        new(ProgramIds.System, [AccountMeta.Pay(account)], new WireWriter().U32(8).U64((ulong)space).ToArray());

    public static Instruction Assign(PublicKey account, PublicKey owner) =>
        new(ProgramIds.System, [AccountMeta.Pay(account)], new WireWriter().U32(1).Key(owner).ToArray());

    public void Execute(InvokeContext context)
    {
        context.Consume(Units);
        var (kind, lamports, space, owner) = context.Read(static data =>
        {
            var reader = new WireReader(data);
            return reader.U32() switch
            {
                0 => (0u, reader.U64(), reader.U64(), reader.Key()),
                1 => (1u, 0ul, 0ul, reader.Key()),
                2 => (2u, reader.U64(), 0ul, default),
                8 => (8u, 0ul, reader.U64(), default),
                _ => throw new FormatException("The instruction is not emulated."),
            };
        });
        switch (kind)
        {
            case 0:
                Create(context, lamports, space, owner);
                break;
            case 1:
                AssignTo(context, context[0], owner, "Assign");
                break;
            case 2:
                Move(context, context[0], context[1], lamports, "Transfer");
                break;
            default:
                AllocateSpace(context, context[0], space);
                break;
        }
    }

    private static void Create(InvokeContext context, ulong lamports, ulong space, PublicKey owner)
    {
        var (from, to) = (context[0], context[1]);
        if (to.Lamports > 0)
        {
            context.LogPlain($"Create Account: account Address {{ address: {to.Key}, base: None }} already in use");
            throw new InstructionFailure(AlreadyInUse);
        }

        AllocateSpace(context, to, space);
        AssignTo(context, to, owner, "Assign");
        Move(context, from, to, lamports, "Transfer");
    }

    private static void AllocateSpace(InvokeContext context, InstructionAccount account, ulong space)
    {
        RequireSigner(context, account, "Allocate: 'to' account Address { address: {0}, base: None } must sign");
        if (account.Data.Length > 0 || account.Owner != ProgramIds.System)
        {
            context.LogPlain($"Allocate: account Address {{ address: {account.Key}, base: None }} already in use");
            throw new InstructionFailure(AlreadyInUse);
        }

        if (space > LongestData)
        {
            context.LogPlain($"Allocate: requested {space}, max allowed {LongestData}");
            throw new InstructionFailure(InvalidLength);
        }

        account.Write((int)space);
    }

    private static void AssignTo(InvokeContext context, InstructionAccount account, PublicKey owner, string name)
    {
        if (account.Owner != owner)
        {
            RequireSigner(context, account, name + ": account Address { address: {0}, base: None } must sign");
            account.Assign(owner);
        }
    }

    private static void Move(InvokeContext context, InstructionAccount from, InstructionAccount to, ulong lamports, string name)
    {
        RequireSigner(context, from, name + ": `from` account {0} must sign");
        if (from.Data.Length > 0)
        {
            context.LogPlain($"{name}: `from` must not carry data");
            throw new InstructionFailure("InvalidArgument");
        }

        if (from.Lamports < lamports)
        {
            context.LogPlain($"{name}: insufficient lamports {from.Lamports}, need {lamports}");
            throw new InstructionFailure(NegativeLamports);
        }

        from.Take(lamports);
        to.Add(lamports);
    }

    private static void RequireSigner(InvokeContext context, InstructionAccount account, string line)
    {
        if (!account.IsSigner)
        {
            context.LogPlain(line.Replace("{0}", account.Key.ToString(), StringComparison.Ordinal));
            throw new InstructionFailure("MissingRequiredSignature");
        }
    }
}
