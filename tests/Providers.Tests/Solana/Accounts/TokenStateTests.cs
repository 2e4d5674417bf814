using FsCheck.Fluent;
using PuppetEngine.Providers.Solana.Accounts;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;

namespace PuppetEngine.Tests.Providers.Solana.Accounts;

/// <summary>States that another client encoded.</summary>
public sealed class TokenStateTests
{
    private static readonly Dictionary<string, byte[]> Known = Vectors.Of<NamedData>("instructions.json", "accounts").ToDictionary(a => a.Name, a => Convert.FromHexString(a.Data));

    private static readonly PublicKey A = Key("a");
    private static readonly PublicKey B = Key("b");
    private static readonly PublicKey C = Key("c");

    [Fact]
    public void Decode_reads_a_mint()
    {
        var mint = MintAccount.Decode(SolanaPrograms.Token, Known["mint"]);
        var fixedSupply = MintAccount.Decode(SolanaPrograms.Token, Known["mint_frozen"]);

        Assert.Equal((A, 123456789012345UL, (byte)6, null), (mint.MintAuthority!.Value, mint.Supply, mint.Decimals, mint.FreezeAuthority));
        Assert.Equal((null, ulong.MaxValue, (byte)0, (PublicKey?)B), (fixedSupply.MintAuthority, fixedSupply.Supply, fixedSupply.Decimals, fixedSupply.FreezeAuthority));
        Assert.True(mint.HasOnlyMetadata && mint.TransferFee is null && mint.TransferHook is null && mint.PermanentDelegate is null);
    }

    [Fact]
    public void Decode_reads_a_token_account()
    {
        var account = TokenAccount.Decode(SolanaPrograms.Token, Known["account"]);
        var wrapped = TokenAccount.Decode(SolanaPrograms.Token, Known["account_native"]);
        var extended = TokenAccount.Decode(SolanaPrograms.Token2022, Known["account_2022"]);

        Assert.Equal((Key("mint"), A, ulong.MaxValue), (account.Mint, account.Owner, account.Amount));
        Assert.Equal(((PublicKey?)B, 55UL, (PublicKey?)null, (ulong?)null), (account.Delegate, account.DelegatedAmount, account.CloseAuthority, account.NativeReserve));
        Assert.False(account.IsFrozen);
        Assert.Equal((SolanaPrograms.WrappedSol, 42UL, (ulong?)2039280, (PublicKey?)C), (wrapped.Mint, wrapped.Amount, wrapped.NativeReserve, wrapped.CloseAuthority));
        Assert.Equal([TokenExtensionType.ImmutableOwner, TokenExtensionType.TransferFeeAmount], extended.Extensions.Select(e => e.Type));
    }

    [Fact]
    public void Decode_reads_the_extensions_that_decide()
    {
        var metadata = MintAccount.Decode(SolanaPrograms.Token2022, Known["mint_2022_metadata"]);
        var fee = MintAccount.Decode(SolanaPrograms.Token2022, Known["mint_2022_fee"]);
        var hook = MintAccount.Decode(SolanaPrograms.Token2022, Known["mint_2022_hook_delegate"]);
        var many = MintAccount.Decode(SolanaPrograms.Token2022, Known["mint_2022_many"]);

        Assert.True(metadata.HasOnlyMetadata);
        Assert.Equal([TokenExtensionType.MetadataPointer, TokenExtensionType.TokenMetadata], metadata.Extensions.Select(e => e.Type));
        Assert.False(fee.HasOnlyMetadata);
        Assert.Equal(new TransferFeeConfig(new TransferFee(1, 1000, 50), new TransferFee(700, 5000, 250), CanChange: true), fee.TransferFee);
        Assert.Equal((50, 250, 250), (fee.TransferFee!.At(699).BasisPoints, fee.TransferFee.At(700).BasisPoints, (int)fee.TransferFee.HighestBasisPoints));
        Assert.Equal(((PublicKey?)C, (PublicKey?)B), (hook.TransferHook, hook.PermanentDelegate));
        Assert.Contains(TokenExtensionType.Pausable, many.Extensions.Select(e => e.Type));
        Assert.Contains(TokenExtensionType.NonTransferable, many.Extensions.Select(e => e.Type));
    }

    [Theory]
    [InlineData(0ul, 0ul)]
    [InlineData(1ul, 1ul)]
    [InlineData(10_000ul, 250ul)]
    [InlineData(10_001ul, 251ul)]
    [InlineData(ulong.MaxValue, 5000ul)]
    public void A_transfer_fee_is_rounded_up_and_bounded(ulong amount, ulong fee)
    {
        Assert.Equal(fee, new TransferFee(0, 5000, 250).Of(amount));
    }

    [Fact]
    public void Decode_refuses_what_is_no_initialised_state()
    {
        var (mint, account) = (Known["mint"], Known["account"]);

        Refused(() => MintAccount.Decode(A, mint));
        Refused(() => MintAccount.Decode(SolanaPrograms.Token, Known["mint_2022_fee"]));
        Refused(() => MintAccount.Decode(SolanaPrograms.Token2022, Known["account_2022"]));
        Refused(() => MintAccount.Decode(SolanaPrograms.Token, account));
        Refused(() => MintAccount.Decode(SolanaPrograms.Token, Changed(mint, 45, 0)));
        Refused(() => MintAccount.Decode(SolanaPrograms.Token, Changed(mint, 0, 2)));
        Refused(() => TokenAccount.Decode(SolanaPrograms.Token, mint));
        Refused(() => TokenAccount.Decode(SolanaPrograms.Token2022, Known["mint_2022_fee"]));
        Refused(() => TokenAccount.Decode(SolanaPrograms.Token, Changed(account, 108, 0)));
        Refused(() => MintAccount.Decode(SolanaPrograms.Token2022, [.. Known["mint_2022_fee"], .. Known["mint_2022_fee"].AsSpan(166)]));
        Refused(() => MintAccount.Decode(SolanaPrograms.Token2022, [.. Known["mint_2022_fee"], 0, 0, 0, 0, 7]));
        Refused(() => MintAccount.Decode(SolanaPrograms.Token2022, Known["mint_2022_fee"].AsSpan(..^1)));

        static void Refused(Action decode) => Assert.Throws<AccountFormatException>(decode);
        static byte[] Changed(byte[] data, int at, byte value) => [.. data.AsSpan(0, at), value, .. data.AsSpan(at + 1)];
    }

    [Fact]
    public void Random_extensions_never_break_the_reader() => Properties.Check(Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        try
        {
            var mint = MintAccount.Decode(SolanaPrograms.Token2022, [.. Known["mint"], .. new byte[83], 1, .. bytes]);
            return mint.Extensions.Sum(e => 4 + e.Data.Length) <= bytes.Length;
        }
        catch (AccountFormatException)
        {
            return true;
        }
    }));

    private static PublicKey Key(string name) => PublicKey.Parse(Vectors.Of("instructions.json")["keys"]![name]!.GetValue<string>());

    private sealed record NamedData(string Name, string Data);
}
