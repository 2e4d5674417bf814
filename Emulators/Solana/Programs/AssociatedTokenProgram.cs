using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs;

/// <summary>Makes the account in which an owner keeps a token, at the address that follows from both.</summary>
internal sealed class AssociatedTokenProgram : IProgram
{
    public bool IsBuiltin => false;

    public static Instruction CreateIdempotent(PublicKey payer, PublicKey owner, PublicKey mint, PublicKey tokenProgram) =>
        new(ProgramIds.AssociatedToken,
            [AccountMeta.Pay(payer), AccountMeta.Write(ProgramAddress.OfTokens(owner, tokenProgram, mint)), AccountMeta.Read(owner), AccountMeta.Read(mint),
                AccountMeta.Read(ProgramIds.System), AccountMeta.Read(tokenProgram)],
            [1]);

    public void Execute(InvokeContext context)
    {
        context.Consume(7_500);
        var idempotent = context.Data switch
        {
            [] or [0] => false,
            [1] => true,
            _ => throw new InstructionFailure("InvalidInstructionData"),
        };
        context.Log(idempotent ? "CreateIdempotent" : "Create");
        var (payer, account, owner, mint, program) = (context[0], context[1], context[2], context[3], context[5]);
        if (!ProgramIds.IsToken(program.Key))
        {
            throw new InstructionFailure("IncorrectProgramId");
        }

        if (account.Key != ProgramAddress.OfTokens(owner.Key, program.Key, mint.Key))
        {
            context.Log("Error: Associated address does not match seed derivation");
            throw new InstructionFailure("InvalidSeeds");
        }

        if (idempotent && account.Owner == program.Key)
        {
            if (TokenHolding.TryRead(account.Data) is not { } holding || holding.Owner != owner.Key)
            {
                context.Log("Error: Associated token account owner does not match address derivation");
                throw new InstructionFailure(0);
            }

            if (holding.Mint != mint.Key)
            {
                throw new InstructionFailure("InvalidAccountData");
            }

            return;
        }

        if (account.Owner != ProgramIds.System)
        {
            throw new InstructionFailure("IllegalOwner");
        }

        Create(context, payer, account, owner.Key, mint, program.Key);
    }

    private static void Create(InvokeContext context, InstructionAccount payer, InstructionAccount account, PublicKey owner, InstructionAccount mint, PublicKey program)
    {
        context.Invoke(new Instruction(program, [AccountMeta.Read(mint.Key)], [21, 7, 0]));
        var length = mint.Data.Length >= Mint.Length ? TokenExtensions.HoldingLength(mint.Data, program) : throw new InstructionFailure("InvalidAccountData");
        context.Log("Initialize the associated token account");
        var rent = Rent.Minimum(length);
        if (account.Lamports == 0)
        {
            context.Invoke(SystemProgram.CreateAccount(payer.Key, account.Key, rent, length, program), account.Key);
        }
        else
        {
            if (account.Lamports < rent)
            {
                context.Invoke(SystemProgram.Transfer(payer.Key, account.Key, rent - account.Lamports));
            }

            context.Invoke(SystemProgram.Allocate(account.Key, length), account.Key);
            context.Invoke(SystemProgram.Assign(account.Key, program), account.Key);
        }

        context.Invoke(new Instruction(program, [AccountMeta.Write(account.Key)], [22]));
        context.Invoke(new Instruction(program, [AccountMeta.Write(account.Key), AccountMeta.Read(mint.Key)], [18, .. owner.ToBytes()]));
    }
}
