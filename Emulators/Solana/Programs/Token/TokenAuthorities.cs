using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>Instructions about who may do what: delegates, authorities, freezing, closing.</summary>
internal static class TokenAuthorities
{
    public static void Approve(InvokeContext context, bool withMint)
    {
        var (amount, decimals) = TokenProgram.Amount(context, withMint);
        var holding = TokenProgram.ReadHolding(context, context[0]);
        if (holding.IsFrozen)
        {
            throw context.Fail(TokenError.AccountFrozen);
        }

        if (withMint && (holding.Mint != context[1].Key || TokenProgram.ReadMint(context, context[1]).Decimals != decimals))
        {
            throw context.Fail(holding.Mint != context[1].Key ? TokenError.MintMismatch : TokenError.MintDecimalsMismatch);
        }

        TokenProgram.RequireAuthority(context, holding.Owner, context[withMint ? 3 : 2]);
        (holding with { Delegate = context[withMint ? 2 : 1].Key, DelegatedAmount = amount }).Write(context[0].Write());
    }

    public static void Revoke(InvokeContext context)
    {
        var holding = TokenProgram.ReadHolding(context, context[0]);
        if (holding.IsFrozen)
        {
            throw context.Fail(TokenError.AccountFrozen);
        }

        TokenProgram.RequireAuthority(context, holding.Owner, context[1]);
        (holding with { Delegate = null, DelegatedAmount = 0 }).Write(context[0].Write());
    }

    public static void SetAuthority(InvokeContext context)
    {
        var (kind, authority) = context.Read(static data =>
        {
            var reader = new WireReader(data.AsSpan(1));
            return (reader.Byte(), reader.Byte() == 1 ? reader.Key() : (PublicKey?)null);
        });
        var account = context[0];
        if (account.Owner == context.Program && TokenHolding.TryRead(account.Data) is { } holding)
        {
            OfHolding(context, holding, kind, authority);
        }
        else
        {
            OfMint(context, TokenProgram.ReadMint(context, account), kind, authority);
        }
    }

    public static void CloseAccount(InvokeContext context)
    {
        var (account, destination) = (context[0], context[1]);
        if (account.Key == destination.Key)
        {
            throw new InstructionFailure("InvalidAccountData");
        }

        var holding = TokenProgram.ReadHolding(context, account);
        if (!holding.IsNative && holding.Amount != 0)
        {
            throw context.Fail(TokenError.NonNativeHasBalance);
        }

        TokenProgram.RequireAuthority(context, holding.CloseAuthority ?? holding.Owner, context[2]);
        destination.Add(account.Lamports);
        account.Write(0);
        account.Take(account.Lamports);
        account.Assign(ProgramIds.System);
    }

    public static void Freeze(InvokeContext context, byte state)
    {
        var holding = TokenProgram.ReadHolding(context, context[0]);
        if (holding.State == state)
        {
            throw context.Fail(TokenError.InvalidState);
        }

        if (holding.IsNative || holding.Mint != context[1].Key)
        {
            throw context.Fail(holding.IsNative ? TokenError.NativeNotSupported : TokenError.MintMismatch);
        }

        var mint = TokenProgram.ReadMint(context, context[1]);
        TokenProgram.RequireAuthority(context, mint.FreezeAuthority ?? throw context.Fail(TokenError.MintCannotFreeze), context[2]);
        (holding with { State = state }).Write(context[0].Write());
    }

    private static void OfHolding(InvokeContext context, TokenHolding holding, byte kind, PublicKey? authority)
    {
        if (holding.IsFrozen)
        {
            throw context.Fail(TokenError.AccountFrozen);
        }

        switch (kind)
        {
            case 2:
                TokenProgram.RequireAuthority(context, holding.Owner, context[1]);
                if (TokenExtensions.Has(context[0].Data, ExtensionType.ImmutableOwner))
                {
                    throw context.Fail(TokenError.ImmutableOwner);
                }

                (holding with
                {
                    Owner = authority ?? throw context.Fail(TokenError.InvalidInstruction),
                    Delegate = null,
                    DelegatedAmount = 0,
                    CloseAuthority = holding.IsNative ? null : holding.CloseAuthority,
                }).Write(context[0].Write());
                break;
            case 3:
                TokenProgram.RequireAuthority(context, holding.CloseAuthority ?? holding.Owner, context[1]);
                (holding with { CloseAuthority = authority }).Write(context[0].Write());
                break;
            default:
                throw context.Fail(TokenError.AuthorityTypeNotSupported);
        }
    }

    private static void OfMint(InvokeContext context, Mint mint, byte kind, PublicKey? authority)
    {
        switch (kind)
        {
            case 0:
                TokenProgram.RequireAuthority(context, mint.MintAuthority ?? throw context.Fail(TokenError.FixedSupply), context[1]);
                (mint with { MintAuthority = authority }).Write(context[0].Write());
                break;
            case 1:
                TokenProgram.RequireAuthority(context, mint.FreezeAuthority ?? throw context.Fail(TokenError.MintCannotFreeze), context[1]);
                (mint with { FreezeAuthority = authority }).Write(context[0].Write());
                break;
            default:
                if (context.Program != ProgramIds.Token2022 || !ExtensionInstructions.TrySetAuthority(context, kind, authority))
                {
                    throw context.Fail(TokenError.AuthorityTypeNotSupported);
                }

                break;
        }
    }
}
