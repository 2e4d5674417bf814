using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;
using PuppetEngine.Providers.Solana.Jupiter;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Rpc;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Trading;

/// <summary>
/// Jupiter's quotes and Solana's chain. The transaction is assembled here, of Jupiter's parts, with our own fee payer, limit, price and block hash; nobody
/// else sends it.
/// </summary>
internal sealed class SolanaVenue(SolanaRpcClient rpc, SignatureReader signatures, JupiterClient jupiter, TimeProvider time) : ITradeVenue
{
    /// <summary>The most for haste, in lamports; the policy has its own ceiling, which is the same.</summary>
    private const ulong MostPriority = 1_000_000;

    /// <summary>The limit where a simulation does not say.</summary>
    private const uint UnknownUnits = 400_000;

    private const int PricePercent = 75;

    /// <inheritdoc/>
    public async Task<TradeOffer> OfferAsync(string wallet, TradeIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            var (owner, input, output) = (PublicKey.Parse(wallet), Mint(intent.InputMint), Mint(intent.OutputMint));
            var chain = await ChainFacts.ReadAsync(rpc, owner, input, output, cancellationToken);
            var build = Value(await jupiter.BuildAsync(
                new JupiterSwapRequest { InputMint = input, OutputMint = output, Amount = intent.InputUnits, SlippageBasisPoints = (ushort)intent.SlippageBps, Taker = owner }, cancellationToken));
            var quotedAt = time.GetUtcNow();
            var (transaction, lastValid, priority) = await AssembleAsync(owner, build, cancellationToken);
            var (facts, solUsd) = await MarketAsync(chain, input, output, cancellationToken);
            var expected = build.Quote.Expect(owner, chain.InputProgram, chain.OutputProgram, MostPriority);
            return new TradeOffer
            {
                Terms = new TradeTerms
                {
                    Wallet = wallet, InputMint = intent.InputMint, OutputMint = intent.OutputMint, InputUnits = build.Quote.InAmount, QuotedUnits = build.Quote.OutAmount, LeastUnits = expected.MinimumOut,
                    SlippageBps = build.Quote.SlippageBasisPoints, PriceImpactBps = (int)Math.Min(build.Quote.PriceImpactBasisPoints ?? 10_000, 10_000), QuotedAt = quotedAt,
                    Costs = new TradeCosts
                    {
                        SignatureLamports = PriorityFee.LamportsPerSignature, PriorityLamports = priority, NewAccounts = chain.HasOutputAccount ? 0 : 1, RentLamports = await chain.RentAsync(rpc, cancellationToken),
                    },
                },
                Facts = new TradeFacts { Input = facts.Input, Output = facts.Output, SolUsd = solUsd, BalanceLamports = chain.Lamports, InputUnits = chain.InputUnits },
                Transaction = transaction.Bytes.ToArray(),
                LastValidHeight = lastValid,
            };
        }
        catch (SolanaRpcException e)
        {
            throw TradeRefusals.Of(e);
        }
        catch (TransactionFormatException e)
        {
            throw new TradeRefusedException("transaction_too_large", $"The route does not fit into one transaction: {e.Message}", isPassing: true);
        }
    }

    /// <inheritdoc/>
    public async Task SendAsync(SignedTrade signed, CancellationToken cancellationToken)
    {
        try
        {
            // Simulated before it was signed; a node that lags must not keep it back.
            await rpc.BroadcastTransactionAsync(SolanaTransaction.Parse(signed.Bytes), skipPreflight: true, RpcCommitment.Confirmed, cancellationToken);
        }
        catch (SolanaRpcException)
        {
            // Whether it arrived or not: only reading its signature tells, and that comes next.
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<SignatureReading>> ReadAsync(SignedTrade signed, CancellationToken cancellationToken)
    {
        var readings = await signatures.ReadAsync(Signature.Parse(signed.Signature), cancellationToken);
        return [.. readings.Select(r => new SignatureReading(r.Endpoint, StandingOf(r.Status), r.FinalizedHeight, r.FinalizedSlot, SearchedHistory: true)
        {
            Slot = r.Status?.Slot, Error = TradeRefusals.Words(r.Status?.Error),
        })];
    }

    /// <inheritdoc/>
    public async Task<TradeReceipt?> ReceiptAsync(string wallet, TradeIntent intent, string signature, CancellationToken cancellationToken)
    {
        var (owner, id, input, output) = (PublicKey.Parse(wallet), Signature.Parse(signature), Mint(intent.InputMint), Mint(intent.OutputMint));
        var both = await rpc.AskTwoAsync(async one => await one.GetTransactionAsync(id, RpcCommitment.Finalized, cancellationToken) is { } record ? TradeReceipts.Of(record, owner, input, output, signature) : null);
        return both is { Agree: true, First.Value: { } receipt } ? receipt : null;
    }

    private static SignatureStanding StandingOf(RpcSignatureStatus? status) => status switch
    {
        null => SignatureStanding.Absent,
        { Commitment: RpcCommitment.Finalized } => SignatureStanding.Final,
        _ => SignatureStanding.Landed,
    };

    private async Task<(SolanaTransaction Transaction, ulong LastValidHeight, ulong Priority)> AssembleAsync(PublicKey wallet, JupiterBuild build, CancellationToken cancellationToken)
    {
        var tables = await TablesAsync(build, cancellationToken);
        var hash = (await rpc.GetLatestBlockhashAsync(RpcCommitment.Confirmed, cancellationToken)).Value;
        var trial = build.Assemble(wallet, ComputeBudgetInstructions.MaxUnits, 0, hash.Blockhash, tables);
        var simulated = (await rpc.SimulateTransactionAsync(trial, [], RpcCommitment.Confirmed, cancellationToken)).Value;

        // What would fail is offered all the same: the policy says more clearly why not, and the signer simulates again.
        var limit = simulated.Error is null ? PriorityFee.LimitFor(simulated.UnitsConsumed) : UnknownUnits;
        var price = Math.Min(await rpc.GetPriorityPriceAsync([.. trial.Message.StaticAccounts.Take(100)], PricePercent, cancellationToken), PriorityFee.HighestPrice(limit, MostPriority));
        return (build.Assemble(wallet, limit, price, hash.Blockhash, tables), hash.LastValidBlockHeight, PriorityFee.Lamports(limit, price));
    }

    private async Task<List<AddressLookupTable>> TablesAsync(JupiterBuild build, CancellationToken cancellationToken)
    {
        if (build.LookupTables.IsEmpty)
        {
            return [];
        }

        var accounts = await rpc.GetAccountsAsync(build.LookupTables, RpcCommitment.Confirmed, cancellationToken);
        return [.. build.LookupTables.Zip(accounts).Where(pair => pair.Second.Value is not null).Select(pair => AddressLookupTable.Decode(pair.First, pair.Second.Value!.Data.AsSpan()))];
    }

    private async Task<((TokenFacts Input, TokenFacts Output) Facts, decimal? SolUsd)> MarketAsync(ChainFacts chain, PublicKey input, PublicKey output, CancellationToken cancellationToken)
    {
        var prices = Value(await jupiter.PricesAsync([input, output, SolanaPrograms.WrappedSol], cancellationToken));
        var readAt = time.GetUtcNow();
        var listed = chain.Output is null ? null : Value(await jupiter.SearchTokensAsync(output.ToString(), cancellationToken)).FirstOrDefault(token => token.Mint == output);
        TokenFacts Priced(TokenFacts facts, PublicKey mint) => prices.TryGetValue(mint, out var price) ? facts with { Usd = price.Usd, UsdAt = readAt } : facts;
        return (
            (Priced(ChainFacts.FactsOf(input, chain.Input), input),
                Priced(ChainFacts.FactsOf(output, chain.Output), output) with { LiquidityUsd = listed?.LiquidityUsd, CreatedAt = listed?.FirstPoolAt, IsVerified = listed?.IsVerified ?? false }),
            prices.TryGetValue(SolanaPrograms.WrappedSol, out var sol) ? sol.Usd : null);
    }

    private static PublicKey Mint(string text) => PublicKey.TryParse(text, out var mint) ? mint : throw new TradeRefusedException(TradeRefusals.UnknownMint, "A mint is an address of 32 bytes in base58.", isPassing: false);

    private static T Value<T>(JupiterResult<T> result) => result.Failure is { } failure ? throw TradeRefusals.Of(failure) : result.Value!;
}
