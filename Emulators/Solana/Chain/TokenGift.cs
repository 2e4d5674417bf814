using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Chain;

/// <summary>What changes where tokens are given away without a transaction: the holding first, then the mint's supply.</summary>
internal static class TokenGift
{
    public static List<AccountChange> Make(PublicKey owner, PublicKey mint, ulong amount, Func<PublicKey, ChainAccount?> read)
    {
        var program = read(mint) is { } account && ProgramIds.IsToken(account.Owner) ? account.Owner : throw new FormatException($"There is no mint {mint}.");
        return Make(ProgramAddress.OfTokens(owner, program, mint), owner, mint, amount, read);
    }

    /// <summary>The same for an account whose address is known.</summary>
    public static List<AccountChange> Make(PublicKey address, PublicKey owner, PublicKey mint, ulong amount, Func<PublicKey, ChainAccount?> read)
    {
        var mintAccount = read(mint)!;
        var of = Mint.TryRead(mintAccount.Data) ?? throw new FormatException($"{mint} is no mint.");
        var length = TokenExtensions.HoldingLength(mintAccount.Data, mintAccount.Owner);
        var (reserve, isNative) = (Rent.Minimum(length), mint == ProgramIds.NativeMint);
        var before = read(address);
        var holding = TokenHolding.TryRead(before?.Data ?? [])
            ?? new TokenHolding(mint, owner, 0, null, TokenHolding.Initialized, isNative ? reserve : null, 0, null);
        holding = holding with { Amount = checked(holding.Amount + amount) };

        var working = new WorkingAccount(address, before ?? new ChainAccount(reserve, mintAccount.Owner, new byte[length]), false, true);
        var writer = new InstructionAccount(working, mintAccount.Owner, false, true);
        TokenExtensions.Stamp(writer.Write(), isMint: false);
        if (before is null && length > TokenHolding.Length)
        {
            TokenExtensions.Write(writer, ExtensionType.ImmutableOwner, []);
            foreach (var (type, size) in TokenExtensions.Required(mintAccount.Data))
            {
                TokenExtensions.Write(writer, type, new byte[size]);
            }
        }

        holding.Write(writer.Write());
        working.Lamports += isNative ? amount : 0;
        var changes = new List<AccountChange> { new(address, working.After()) };
        if (!isNative)
        {
            var data = (byte[])mintAccount.Data.Clone();
            (of with { Supply = checked(of.Supply + amount) }).Write(data);
            changes.Add(new AccountChange(mint, mintAccount with { Data = data }));
        }

        return changes;
    }
}
