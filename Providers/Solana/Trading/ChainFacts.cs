using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;
using PuppetEngine.Providers.Solana.Accounts;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Rpc;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Trading;

/// <summary>What the chain says of a trade's two mints and of the wallet's accounts for them, as two endpoints agree on it.</summary>
internal sealed record ChainFacts
{
    /// <summary>Rent of a token account, by a node's word.</summary>
    private const int TokenAccountSize = 165;

    /// <summary>The input's mint; null for SOL.</summary>
    public required MintAccount? Input { get; init; }

    /// <summary>The output's mint; null for SOL.</summary>
    public required MintAccount? Output { get; init; }

    /// <summary>Lamports of the wallet, of two answers the smaller.</summary>
    public required ulong Lamports { get; init; }

    /// <summary>Base units of the input, of two answers the smaller; lamports for SOL.</summary>
    public required ulong InputUnits { get; init; }

    /// <summary>Whether the wallet has an account of the output; true for SOL, whose wrapped account is closed in the same transaction.</summary>
    public required bool HasOutputAccount { get; init; }

    /// <summary>The input's token program.</summary>
    public PublicKey InputProgram => Input?.Program ?? SolanaPrograms.Token;

    /// <summary>The output's token program.</summary>
    public PublicKey OutputProgram => Output?.Program ?? SolanaPrograms.Token;

    /// <summary>Reads them. Mints have to be the same at both endpoints; balances move, so that the smaller one counts.</summary>
    /// <exception cref="TradeRefusedException">The endpoints differ, or a mint is none.</exception>
    /// <exception cref="SolanaRpcException">An endpoint does not answer.</exception>
    public static async Task<ChainFacts> ReadAsync(SolanaRpcClient rpc, PublicKey wallet, PublicKey inputMint, PublicKey outputMint, CancellationToken cancellationToken)
    {
        PublicKey[] mints = [inputMint, outputMint];
        var (first, second) = await TwoAsync(rpc, mints, cancellationToken);
        if (!first.Zip(second).All(pair => Same(pair.First.Value, pair.Second.Value)))
        {
            throw TradeRefusals.Disagree("a mint");
        }

        var (input, output) = (MintOf(inputMint, first[0].Value), MintOf(outputMint, first[1].Value));
        var inputAccount = ProgramDerivedAddress.AssociatedTokenAccount(wallet, inputMint, input?.Program ?? SolanaPrograms.Token);
        var outputAccount = ProgramDerivedAddress.AssociatedTokenAccount(wallet, outputMint, output?.Program ?? SolanaPrograms.Token);
        var (own, elsewhere) = await TwoAsync(rpc, [wallet, inputAccount, outputAccount], cancellationToken);
        var lamports = Math.Min(own[0].Value?.Lamports ?? 0, elsewhere[0].Value?.Lamports ?? 0);
        return new ChainFacts
        {
            Input = input,
            Output = output,
            Lamports = lamports,
            InputUnits = input is null ? lamports : Math.Min(UnitsOf(own[1].Value, inputMint, wallet), UnitsOf(elsewhere[1].Value, inputMint, wallet)),
            HasOutputAccount = output is null || (IsOpen(own[2].Value) && IsOpen(elsewhere[2].Value)),
        };
    }

    /// <summary>What opening the output's account locks up, in lamports; 0 where it is open.</summary>
    public async Task<ulong> RentAsync(SolanaRpcClient rpc, CancellationToken cancellationToken) =>
        HasOutputAccount ? 0 : await rpc.GetMinimumBalanceForRentExemptionAsync(TokenAccountSize, cancellationToken);

    /// <summary>What policy looks at of a mint; SOL has none of it.</summary>
    public static TokenFacts FactsOf(PublicKey mint, MintAccount? account)
    {
        if (account is null)
        {
            return new TokenFacts { Mint = mint.ToString(), Decimals = Mints.SolDecimals };
        }

        return new TokenFacts
        {
            Mint = mint.ToString(),
            Decimals = account.Decimals,
            HasMintAuthority = account.MintAuthority is not null,
            HasFreezeAuthority = account.FreezeAuthority is not null,
            Extensions = [.. account.Extensions.Select(KindOf).Distinct()],
            // A fee that somebody may still raise is as high as they like.
            TransferFeeBps = account.TransferFee is { } fee ? fee.CanChange ? 10_000 : fee.HighestBasisPoints : 0,
        };
    }

    private static Grains.Abstractions.Trading.TokenExtension KindOf(Accounts.TokenExtension extension) => extension.Type switch
    {
        TokenExtensionType.MetadataPointer or TokenExtensionType.TokenMetadata => Grains.Abstractions.Trading.TokenExtension.Metadata,
        TokenExtensionType.TransferFeeConfig => Grains.Abstractions.Trading.TokenExtension.TransferFee,
        _ => Grains.Abstractions.Trading.TokenExtension.Other,
    };

    private static MintAccount? MintOf(PublicKey mint, RpcAccount? account)
    {
        if (mint == SolanaPrograms.WrappedSol)
        {
            return null;
        }

        try
        {
            return account is null ? throw new TradeRefusedException(TradeRefusals.UnknownMint, $"The chain knows no mint {mint}.", isPassing: false) : MintAccount.Decode(account.Owner, account.Data.AsSpan());
        }
        catch (AccountFormatException)
        {
            throw new TradeRefusedException(TradeRefusals.UnknownMint, $"{mint} is no mint of a token.", isPassing: false);
        }
    }

    /// <summary>Anybody can send lamports to the address of a token account that was never opened: such an account belongs to no token program.</summary>
    private static bool IsOpen([NotNullWhen(true)] RpcAccount? account) => account is not null && SolanaPrograms.IsTokenProgram(account.Owner);

    private static ulong UnitsOf(RpcAccount? account, PublicKey mint, PublicKey wallet)
    {
        if (!IsOpen(account))
        {
            return 0;
        }

        var held = TokenAccount.Decode(account.Owner, account.Data.AsSpan());
        return held.Mint == mint && held.Owner == wallet && !held.IsFrozen ? held.Amount : 0;
    }

    private static bool Same(RpcAccount? a, RpcAccount? b) => a is null ? b is null : b is not null && a.Owner == b.Owner && WithoutSupply(a.Data).SequenceEqual(WithoutSupply(b.Data));

    // The supply of a mint changes with every block that mints or burns; all else must not.
    private static IEnumerable<byte> WithoutSupply(ImmutableArray<byte> data) => data.Take(36).Concat(data.Skip(44));

    private static async Task<(ImmutableArray<RpcAtSlot<RpcAccount?>> First, ImmutableArray<RpcAtSlot<RpcAccount?>> Second)> TwoAsync(SolanaRpcClient rpc, PublicKey[] accounts, CancellationToken cancellationToken)
    {
        var both = await rpc.AskTwoAsync(one => one.GetAccountsAsync(accounts, RpcCommitment.Confirmed, cancellationToken));
        return (both.First.Failure ?? both.Second.Failure) is { } failure ? throw failure : (both.First.Value, both.Second.Value);
    }
}
