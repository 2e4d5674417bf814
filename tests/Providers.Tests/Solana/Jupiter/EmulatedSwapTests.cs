using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Jupiter;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Rpc;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Jupiter;

/// <summary>Whole swaps: quoted, assembled, inspected, signed, sent and settled on the emulated chain, by all three ways.</summary>
public sealed class EmulatedSwapTests
{
    private const ulong Sol = SolanaFixture.Sol;

    [Fact]
    public async Task A_build_is_inspected_signed_sent_and_settles_within_its_bounds()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var build = await BuildAsync(chain, SolanaPrograms.WrappedSol, SolanaPrograms.Usdc, Sol);

        var (transaction, facts) = await AssembleAsync(chain, build);
        var record = await LandAsync(chain, transaction);

        var usdc = ProgramDerivedAddress.AssociatedTokenAccount(chain.Ada.Address, SolanaPrograms.Usdc, SolanaPrograms.Token);
        Assert.True(record.TokenDelta(usdc) >= facts.MinimumOut && facts.MinimumOut > 0);
        Assert.Equal(facts.SignatureFee + facts.PriorityFee, record.Fee);
        var rent = 2_039_280 * (Int128)facts.CreatedAccounts.Count(account => account == usdc);
        Assert.Equal(-(Int128)(facts.MaximumIn + record.Fee) - rent, record.LamportsDelta(chain.Ada.Address));
    }

    [Fact]
    public async Task A_sale_for_sol_is_unwrapped_to_the_wallet()
    {
        await using var chain = await SolanaFixture.StartAsync();
        await chain.FundAsync(chain.Ada.Address, 150_000_000, SolanaPrograms.Usdc.ToString());
        chain.Slots(40);
        var build = await BuildAsync(chain, SolanaPrograms.Usdc, SolanaPrograms.WrappedSol, 150_000_000);

        var (transaction, facts) = await AssembleAsync(chain, build);
        var record = await LandAsync(chain, transaction);

        var usdc = ProgramDerivedAddress.AssociatedTokenAccount(chain.Ada.Address, SolanaPrograms.Usdc, SolanaPrograms.Token);
        Assert.Equal(-150_000_000, record.TokenDelta(usdc));
        Assert.True(record.LamportsDelta(chain.Ada.Address) + record.Fee >= facts.MinimumOut);
    }

    public static TheoryData<string, string> Lies => new()
    {
        { "destination", SwapRefusalCodes.RouteDestination },
        { "minimum_out", SwapRefusalCodes.RouteOut },
        { "amount", SwapRefusalCodes.RouteIn },
        { "approve", SwapRefusalCodes.TokenApprove },
        { "set_authority", SwapRefusalCodes.TokenSetAuthority },
        { "transfer", SwapRefusalCodes.Transfer },
        { "close_target", SwapRefusalCodes.CloseTarget },
        { "signer", SwapRefusalCodes.ExtraSigner },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_build_that_lies_is_refused_with_its_code(string lie, string code)
    {
        await using var chain = await SolanaFixture.StartAsync();
        await chain.FaultAsync(new { route = "GET /jupiter/swap/v2/build", kind = "lie", body = lie });
        var build = await BuildAsync(chain, SolanaPrograms.WrappedSol, SolanaPrograms.Usdc, Sol);

        var (transaction, tables) = await ProposeAsync(chain, build, 200_000);
        var result = SwapInspection.Inspect(transaction.Bytes, Expect(chain, build.Quote) with { Blockhash = build.Blockhash }, tables.First, tables.Second);

        Assert.Null(result.Facts);
        Assert.Contains(code, result.Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public async Task A_price_that_Jupiter_proposes_beyond_measure_is_not_taken()
    {
        await using var chain = await SolanaFixture.StartAsync();
        await chain.FaultAsync(new { route = "GET /jupiter/swap/v2/build", kind = "lie", body = "price" });
        var build = await BuildAsync(chain, SolanaPrograms.WrappedSol, SolanaPrograms.Usdc, Sol);

        var (transaction, tables) = await ProposeAsync(chain, build, 200_000, build.UnitPrice);
        var result = SwapInspection.Inspect(transaction.Bytes, Expect(chain, build.Quote), tables.First, tables.Second);

        Assert.Equal([SwapRefusalCodes.PriorityFee], result.Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public async Task An_order_is_signed_and_executed()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var jupiter = chain.Get<JupiterClient>();

        var order = (await jupiter.OrderAsync(Request(chain, SolanaPrograms.WrappedSol, SolanaPrograms.Usdc, Sol), default)).Value!;
        Assert.True(order.IsReconcilable(chain.Ada.Address));
        var tables = await chain.Get<LookupTableReader>().ReadAsync(order.Transaction!.Message, default);
        var result = SwapInspection.Inspect(order.Transaction.Bytes, Expect(chain, order.Quote, fee: 10), tables.First, tables.Second);
        Assert.Empty(result.Refusals);
        Assert.Equal([SwapRefusalCodes.RouteFee], SwapInspection.Inspect(order.Transaction.Bytes, Expect(chain, order.Quote), tables.First, tables.Second).Refusals.Select(r => r.Code));
        var signed = order.Transaction.Sign(chain.Ada);
        var executing = jupiter.ExecuteAsync(signed, order, default);
        await PassSlotsAsync(chain, executing);
        var execution = await executing;

        Assert.Equal((JupiterExecutionOutcome.Landed, (Signature?)signed.Id), (execution.Value!.Outcome, execution.Value.Signature));
        chain.Slots(40);
        Assert.Null((await chain.Rpc.GetTransactionAsync(signed.Id, RpcCommitment.Confirmed, default))!.Error);
    }

    [Fact]
    public async Task An_older_swap_is_inspected_signed_and_sent()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var jupiter = chain.Get<JupiterClient>();

        var quote = (await jupiter.QuoteV1Async(Request(chain, SolanaPrograms.WrappedSol, SolanaPrograms.Usdc, Sol), default)).Value!;
        var swap = (await jupiter.SwapV1Async(quote, chain.Ada.Address, 1_000_000, default)).Value!;
        var tables = await chain.Get<LookupTableReader>().ReadAsync(swap.Transaction.Message, default);
        var result = SwapInspection.Inspect(swap.Transaction.Bytes, Expect(chain, quote.Quote), tables.First, tables.Second);

        Assert.Empty(result.Refusals);
        Assert.Null((await LandAsync(chain, swap.Transaction)).Error);
    }

    [Fact]
    public async Task Prices_and_tokens_of_the_market_are_read()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var jupiter = chain.Get<JupiterClient>();

        var prices = await jupiter.PricesAsync([SolanaPrograms.WrappedSol, SolanaPrograms.Usdc, chain.Ada.Address], default);
        var tokens = await jupiter.SearchTokensAsync("USDC", default);

        Assert.Equal(2, prices.Value!.Count);
        Assert.True(prices.Value[SolanaPrograms.WrappedSol].Usd > 1 && prices.RateLimit?.Remaining > 0);
        Assert.Contains(tokens.Value, token => token.Mint == SolanaPrograms.Usdc);
    }

    private static JupiterSwapRequest Request(SolanaFixture chain, PublicKey input, PublicKey output, ulong amount) =>
        new() { InputMint = input, OutputMint = output, Amount = amount, SlippageBasisPoints = 50, Taker = chain.Ada.Address };

    private static async Task<JupiterBuild> BuildAsync(SolanaFixture chain, PublicKey input, PublicKey output, ulong amount)
    {
        var result = await chain.Get<JupiterClient>().BuildAsync(Request(chain, input, output, amount), default);
        Assert.Null(result.Failure);
        return result.Value!;
    }

    private static SwapExpectation Expect(SolanaFixture chain, JupiterQuote quote, ushort fee = 0) =>
        quote.Expect(chain.Ada.Address, SolanaPrograms.Token, SolanaPrograms.Token, 1_000_000, fee) with { IntermediateMints = quote.IntermediateMints.ToDictionary(mint => mint, _ => SolanaPrograms.Token) };

    private static async Task<(SolanaTransaction Transaction, LookupTableReadings Tables)> ProposeAsync(SolanaFixture chain, JupiterBuild build, uint units, ulong price = 1_000)
    {
        var accounts = await chain.Rpc.GetAccountsAsync(build.LookupTables, RpcCommitment.Confirmed, default);
        List<AddressLookupTable> tables = [.. build.LookupTables.Zip(accounts, (key, account) => AddressLookupTable.Decode(key, account.Value!.Data.AsSpan()))];
        var transaction = build.Assemble(chain.Ada.Address, units, price, build.Blockhash, tables);
        return (transaction, await chain.Get<LookupTableReader>().ReadAsync(transaction.Message, default));
    }

    /// <summary>Simulates with the largest limit, assembles with the limit that fits, and inspects.</summary>
    private static async Task<(SolanaTransaction Transaction, SwapFacts Facts)> AssembleAsync(SolanaFixture chain, JupiterBuild build)
    {
        var (trial, _) = await ProposeAsync(chain, build, ComputeBudgetInstructions.MaxUnits);
        var simulation = await chain.Rpc.SimulateTransactionAsync(trial, [], RpcCommitment.Confirmed, default);
        Assert.Null(simulation.Value.Error);
        var (transaction, tables) = await ProposeAsync(chain, build, PriorityFee.LimitFor(simulation.Value.UnitsConsumed));
        var result = SwapInspection.Inspect(transaction.Bytes, Expect(chain, build.Quote) with { Blockhash = build.Blockhash }, tables.First, tables.Second);
        Assert.Empty(result.Refusals);
        return (transaction, result.Facts!);
    }

    private static async Task<RpcTransactionRecord> LandAsync(SolanaFixture chain, SolanaTransaction transaction)
    {
        var signed = transaction.Sign(chain.Ada);
        await chain.Rpc.SendTransactionAsync(signed, skipPreflight: false, RpcCommitment.Confirmed, default);
        chain.Slots(40);
        return (await chain.Rpc.GetTransactionAsync(signed.Id, RpcCommitment.Confirmed, default))!;
    }

    /// <summary>Execution waits for the chain, whose slots only a test moves.</summary>
    private static async Task PassSlotsAsync(SolanaFixture chain, Task until)
    {
        using var rhythm = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (!until.IsCompleted)
        {
            chain.Slots(1);
            await rhythm.WaitForNextTickAsync();
        }
    }
}
