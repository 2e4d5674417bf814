using System.Buffers.Binary;
using PuppetEngine.Emulators.Solana.Runtime;

namespace PuppetEngine.Emulators.Solana.Programs.Token;

/// <summary>Instructions that move tokens, make them or burn them.</summary>
internal static class TokenMoves
{
    /// <summary>
    /// Moves tokens. With the mint, it stands between source and destination and the decimals are checked; a transfer that names its
    /// fee has read its amount elsewhere.
    /// </summary>
    public static void Transfer(InvokeContext context, bool withMint, (ulong Amount, byte? Decimals)? amount = null, ulong? expectedFee = null)
    {
        var (moved, decimals) = amount ?? TokenProgram.Amount(context, withMint);
        var (source, destination, authority) = (context[0], context[withMint ? 2 : 1], context[withMint ? 3 : 2]);
        var from = TokenProgram.ReadHolding(context, source);
        var to = TokenProgram.ReadHolding(context, destination);
        if (from.IsFrozen || to.IsFrozen)
        {
            throw context.Fail(TokenError.AccountFrozen);
        }

        if (from.Amount < moved)
        {
            throw context.Fail(TokenError.InsufficientFunds);
        }

        if (from.Mint != to.Mint)
        {
            throw context.Fail(TokenError.MintMismatch);
        }

        var fee = CheckMint(context, source, withMint ? context[1] : null, from, decimals, moved, expectedFee);
        var after = withMint && IsPermanentDelegate(context[1], authority) ? from : Authorize(context, from, authority, moved);
        if (source.Key == destination.Key || moved == 0)
        {
            return;
        }

        if (to.Amount > ulong.MaxValue - (moved - fee))
        {
            throw context.Fail(TokenError.Overflow);
        }

        (after with { Amount = from.Amount - moved }).Write(source.Write());
        (to with { Amount = to.Amount + moved - fee }).Write(destination.Write());
        if (fee > 0 && TokenExtensions.Find(destination.Data, ExtensionType.TransferFeeAmount) is { Length: 8 } withheld)
        {
            var sum = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(sum, BinaryPrimitives.ReadUInt64LittleEndian(withheld.Span) + fee);
            TokenExtensions.Write(destination, ExtensionType.TransferFeeAmount, sum);
        }

        if (from.IsNative)
        {
            source.Take(moved);
            destination.Add(moved);
        }
    }

    public static void MintTo(InvokeContext context, bool isChecked)
    {
        var (amount, decimals) = TokenProgram.Amount(context, isChecked);
        var (account, authority) = (context[0], context[2]);
        var holding = TokenProgram.ReadHolding(context, context[1]);
        if (holding.IsFrozen)
        {
            throw context.Fail(TokenError.AccountFrozen);
        }

        var mint = CheckPair(context, account, holding, decimals);
        TokenProgram.RequireAuthority(context, mint.MintAuthority ?? throw context.Fail(TokenError.FixedSupply), authority);
        if (mint.Supply > ulong.MaxValue - amount)
        {
            throw context.Fail(TokenError.Overflow);
        }

        (holding with { Amount = holding.Amount + amount }).Write(context[1].Write());
        (mint with { Supply = mint.Supply + amount }).Write(account.Write());
    }

    public static void Burn(InvokeContext context, bool isChecked)
    {
        var (amount, decimals) = TokenProgram.Amount(context, isChecked);
        var holding = TokenProgram.ReadHolding(context, context[0]);
        if (holding.IsFrozen)
        {
            throw context.Fail(TokenError.AccountFrozen);
        }

        if (holding.Amount < amount)
        {
            throw context.Fail(TokenError.InsufficientFunds);
        }

        var mint = CheckPair(context, context[1], holding, decimals);
        var after = IsPermanentDelegate(context[1], context[2]) ? holding : Authorize(context, holding, context[2], amount);
        (after with { Amount = holding.Amount - amount }).Write(context[0].Write());
        (mint with { Supply = mint.Supply - amount }).Write(context[1].Write());
    }

    public static void SyncNative(InvokeContext context)
    {
        var account = context[0];
        var holding = TokenProgram.ReadHolding(context, account);
        if (holding.NativeReserve is not { } reserve)
        {
            throw context.Fail(TokenError.NonNativeNotSupported);
        }

        if (account.Lamports < reserve || account.Lamports - reserve < holding.Amount)
        {
            throw account.Lamports < reserve ? context.Fail(TokenError.Overflow) : context.Fail(TokenError.InvalidState);
        }

        (holding with { Amount = account.Lamports - reserve }).Write(account.Write());
    }

    /// <summary>The holding after its owner, or a delegate within what is left to it, has signed for an amount.</summary>
    private static TokenHolding Authorize(InvokeContext context, TokenHolding holding, InstructionAccount authority, ulong amount)
    {
        if (holding.Delegate != authority.Key)
        {
            TokenProgram.RequireAuthority(context, holding.Owner, authority);
            return holding;
        }

        authority.RequireSigner();
        if (holding.DelegatedAmount < amount)
        {
            throw context.Fail(TokenError.InsufficientFunds);
        }

        var left = holding.DelegatedAmount - amount;
        return holding with { DelegatedAmount = left, Delegate = left == 0 ? null : holding.Delegate };
    }

    private static ulong CheckMint(
        InvokeContext context, InstructionAccount source, InstructionAccount? mintAccount, TokenHolding from, byte? decimals, ulong amount, ulong? expectedFee)
    {
        if (mintAccount is null)
        {
            // A mint that asks for more than the bare transfer knows refuses it.
            return TokenExtensions.Has(source.Data, ExtensionType.TransferFeeAmount) || TokenExtensions.Has(source.Data, ExtensionType.TransferHookAccount)
                ? throw context.Fail(TokenError.MintRequiredForTransfer)
                : TokenExtensions.Has(source.Data, ExtensionType.NonTransferableAccount) ? throw context.Fail(TokenError.NonTransferable) : 0ul;
        }

        if (mintAccount.Key != from.Mint)
        {
            throw context.Fail(TokenError.MintMismatch);
        }

        if (TokenProgram.ReadMint(context, mintAccount).Decimals != decimals)
        {
            throw context.Fail(TokenError.MintDecimalsMismatch);
        }

        if (TokenExtensions.Has(mintAccount.Data, ExtensionType.NonTransferable))
        {
            throw context.Fail(TokenError.NonTransferable);
        }

        var fee = TransferFee.Of(mintAccount.Data)?.Calculate(amount) ?? 0;
        return expectedFee is null || expectedFee == fee ? fee : throw context.Fail(TokenError.FeeMismatch);
    }

    /// <summary>Whether somebody may do with every holding of a mint what its owner may.</summary>
    private static bool IsPermanentDelegate(InstructionAccount mint, InstructionAccount authority) =>
        authority.IsSigner && TokenExtensions.Find(mint.Data, ExtensionType.PermanentDelegate) is { } value
        && Wire.PublicKey.Read(value.Span) is var permanent && permanent != default && permanent == authority.Key;

    private static Mint CheckPair(InvokeContext context, InstructionAccount mintAccount, TokenHolding holding, byte? decimals)
    {
        if (holding.IsNative)
        {
            throw context.Fail(TokenError.NativeNotSupported);
        }

        if (holding.Mint != mintAccount.Key)
        {
            throw context.Fail(TokenError.MintMismatch);
        }

        var mint = TokenProgram.ReadMint(context, mintAccount);
        return decimals is null || decimals == mint.Decimals ? mint : throw context.Fail(TokenError.MintDecimalsMismatch);
    }
}
