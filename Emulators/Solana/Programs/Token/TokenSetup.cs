using System.Buffers.Binary;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>Instructions that make a mint or a holding out of an empty account.</summary>
internal static class TokenSetup
{
    public static void InitializeMint(InvokeContext context)
    {
        var (decimals, authority, freeze) = context.Read(static data =>
        {
            var reader = new WireReader(data.AsSpan(1));
            return (reader.Byte(), reader.Key(), reader.Byte() == 1 ? reader.Key() : (PublicKey?)null);
        });
        var account = context[0];
        var length = account.Data.Length;
        if (account.Owner != context.Program || (length != Mint.Length && (context.Program == ProgramIds.Token || length <= TokenExtensions.TypeAt)))
        {
            throw new InstructionFailure(account.Owner != context.Program ? "IncorrectProgramId" : "InvalidAccountData");
        }

        if (account.Data.AsSpan(0, Mint.Length).ContainsAnyExcept((byte)0))
        {
            throw context.Fail(TokenError.AlreadyInUse);
        }

        RequireExempt(context, account);
        var data = account.Write();
        TokenExtensions.Stamp(data, isMint: true);
        new Mint(authority, 0, decimals, true, freeze).Write(data);
    }

    public static void InitializeAccount(InvokeContext context, PublicKey owner)
    {
        var (account, mintAccount) = (context[0], context[1]);
        var length = account.Data.Length;
        if (account.Owner != context.Program || (length != TokenHolding.Length && (context.Program == ProgramIds.Token || length <= TokenExtensions.TypeAt)))
        {
            throw new InstructionFailure(account.Owner != context.Program ? "IncorrectProgramId" : "InvalidAccountData");
        }

        if (account.Data[108] != 0)
        {
            throw context.Fail(TokenError.AlreadyInUse);
        }

        RequireExempt(context, account);
        var isNative = mintAccount.Key == ProgramIds.NativeMint;
        if (mintAccount.Owner != context.Program || Mint.TryRead(mintAccount.Data) is not { IsInitialized: true })
        {
            throw context.Fail(TokenError.InvalidMint);
        }

        var reserve = Rent.Minimum(length);
        var data = account.Write();
        TokenExtensions.Stamp(data, isMint: false);
        foreach (var (type, size) in TokenExtensions.Required(mintAccount.Data))
        {
            TokenExtensions.Write(account, type, new byte[size]);
        }

        var frozen = TokenExtensions.Find(mintAccount.Data, ExtensionType.DefaultAccountState) is { Span: [TokenHolding.Frozen] };
        new TokenHolding(mintAccount.Key, owner, isNative ? account.Lamports - reserve : 0, null, frozen ? TokenHolding.Frozen : TokenHolding.Initialized,
            isNative ? reserve : null, 0, null).Write(account.Write());
    }

    public static void InitializeImmutableOwner(InvokeContext context)
    {
        if (context.Program == ProgramIds.Token)
        {
            context.Log("Please upgrade to SPL Token 2022 for immutable owner support");
            return;
        }

        TokenExtensions.Write(context[0], ExtensionType.ImmutableOwner, []);
    }

    public static void GetAccountDataSize(InvokeContext context)
    {
        TokenProgram.ReadMint(context, context[0]);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)TokenExtensions.HoldingLength(context[0].Data, context.Program));
        context.Return(length);
    }

    private static void RequireExempt(InvokeContext context, InstructionAccount account)
    {
        if (account.Lamports < Rent.Minimum(account.Data.Length))
        {
            throw context.Fail(TokenError.NotRentExempt);
        }
    }
}
