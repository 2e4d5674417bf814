using System.Text.Json.Nodes;
using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Jupiter;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;
using PuppetEngine.Tests.Providers.Solana.Inspection;

namespace PuppetEngine.Tests.Providers.Solana.Jupiter;

/// <summary>Swaps over all three ways.</summary>
public sealed class JupiterSwapTests
{
    private static readonly RouteVector Vector = RouteVector.All[0];

    private static readonly JupiterSwapRequest Request = RequestOf(Vector);

    public static TheoryData<int> ExactIn => [.. Enumerable.Range(0, RouteVector.All.Count).Where(i => !RouteVector.All[i].ExactOut && RouteVector.All[i].FeeBps == 0 && RouteVector.All[i].TipAccount is null && i % 5 != 4)];

    [Theory]
    [MemberData(nameof(ExactIn))]
    public async Task A_build_is_assembled_into_a_transaction_that_its_quote_accepts(int number)
    {
        var vector = RouteVector.All[number];
        var jupiter = new ScriptedJupiter(BuildBody(vector).ToJsonString());

        var build = (await jupiter.Client.BuildAsync(RequestOf(vector), default)).Value!;
        var transaction = build.Assemble(vector.Expectation.Wallet, 200_000, build.UnitPrice, build.Blockhash, vector.LookupTables);
        var expectation = build.Quote.Expect(vector.Expectation.Wallet, vector.Expectation.InputProgram, vector.Expectation.OutputProgram, 1_000_000)
            with { IntermediateMints = vector.Expectation.IntermediateMints, Blockhash = build.Blockhash };

        Assert.Empty(SwapInspection.Inspect(transaction.Bytes, expectation, vector.LookupTables, vector.LookupTables).Refusals);
        Assert.Equal(vector.LookupTables.Select(t => t.Key), build.LookupTables);
        Assert.Equal(279000150UL, build.LastValidBlockHeight);
        var query = jupiter.Requests[0].Request.RequestUri!.Query;
        Assert.StartsWith($"?inputMint={vector.InputMint}&outputMint={vector.OutputMint}&amount={vector.InAmount}&slippageBps={vector.Slippage}&taker={vector.Wallet}", query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inputMint", "\"EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v\"")]
    [InlineData("outputMint", "\"So11111111111111111111111111111111111111112\"")]
    [InlineData("inAmount", "\"1\"")]
    [InlineData("inAmount", "100")]
    [InlineData("outAmount", "\"0\"")]
    [InlineData("outAmount", "\"12.5\"")]
    [InlineData("swapMode", "\"ExactOut\"")]
    [InlineData("slippageBps", "10000")]
    [InlineData("slippageBps", "-1")]
    [InlineData("swapInstruction", "null")]
    [InlineData("blockhashWithMetadata", "null")]
    [InlineData("routePlan", "[1]")]
    public async Task A_build_that_answers_another_request_is_refused(string member, string value)
    {
        var body = BuildBody(Vector);
        body[member] = JsonNode.Parse(value);

        var result = await new ScriptedJupiter(body.ToJsonString()).Client.BuildAsync(Request, default);

        Assert.Null(result.Value);
        Assert.Equal(JupiterProblem.InvalidAnswer, result.Failure!.Problem);
    }

    [Theory]
    [InlineData("""{"priceImpactPct":"0.0001"}""", 1u)]
    [InlineData("""{"priceImpactPct":"-0.00013"}""", 2u)]
    [InlineData("""{"priceImpact":-0.1}""", 10u)]
    [InlineData("""{"priceImpactPct":"1e-9"}""", 1u)]
    [InlineData("""{"priceImpactPct":"0"}""", 0u)]
    [InlineData("""{}""", null)]
    public async Task The_price_impact_is_its_size_in_basis_points(string members, uint? basisPoints)
    {
        var body = BuildBody(Vector);
        body.Remove("priceImpactPct");
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            body[name] = value!.DeepClone();
        }

        Assert.Equal(basisPoints, (await new ScriptedJupiter(body.ToJsonString()).Client.BuildAsync(Request, default)).Value!.Quote.PriceImpactBasisPoints);
    }

    [Fact]
    public async Task An_order_is_reconcilable_only_where_the_wallet_pays_and_signs_last()
    {
        using var wallet = SolanaKeyPair.Generate();
        using var maker = SolanaKeyPair.Generate();
        var alone = Order(wallet.Address, []);
        var withMaker = Order(wallet.Address, [AccountMeta.Signer(maker.Address)]);
        var paidByMaker = Order(maker.Address, [AccountMeta.Signer(wallet.Address)]);

        Assert.True((await OrderAsync(alone)).Value!.IsReconcilable(wallet.Address));
        Assert.False((await OrderAsync(withMaker)).Value!.IsReconcilable(wallet.Address));
        Assert.True((await OrderAsync(withMaker.Sign(maker))).Value!.IsReconcilable(wallet.Address));
        Assert.False((await OrderAsync(paidByMaker.Sign(maker))).Value!.IsReconcilable(wallet.Address));
        Assert.False((await OrderAsync(alone.Sign(wallet))).Value!.IsReconcilable(wallet.Address));
        Assert.False((await OrderAsync(alone, height: "\"\"")).Value!.IsReconcilable(wallet.Address));
        var quote = await OrderAsync(null);
        Assert.True(quote.Value is { Transaction: null } && !quote.Value.IsReconcilable(wallet.Address));

        static SolanaTransaction Order(PublicKey payer, AccountMeta[] accounts) =>
            SolanaTransaction.Unsigned(MessageCompiler.Compile(payer, [new Instruction(SolanaPrograms.Jupiter, [.. accounts], [1])], default));
    }

    [Theory]
    [InlineData("metis", 1, JupiterProblem.InsufficientFunds)]
    [InlineData("metis", 2, JupiterProblem.InsufficientSol)]
    [InlineData("dflow", 3, JupiterProblem.BelowGaslessMinimum)]
    [InlineData("jupiterz", 1, JupiterProblem.InsufficientFunds)]
    [InlineData("jupiterz", 2, JupiterProblem.MissingTokenAccount)]
    [InlineData("jupiterz", 3, JupiterProblem.NotBuildable)]
    [InlineData("okx", 77, JupiterProblem.NotBuildable)]
    public async Task An_order_without_a_transaction_says_why(string router, int code, JupiterProblem problem)
    {
        var body = QuoteBody();
        (body["router"], body["errorCode"], body["errorMessage"], body["transaction"], body["requestId"]) = (router, code, "outside words", "", "r");

        var result = await new ScriptedJupiter(body.ToJsonString()).Client.OrderAsync(Request, default);

        Assert.Equal((problem, code.ToString()), (result.Failure!.Problem, result.Failure.Code));
        Assert.DoesNotContain("outside words", result.Failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Success", JupiterExecutionOutcome.Landed, true)]
    [InlineData(0, "Failed", JupiterExecutionOutcome.Unknown, true)]
    [InlineData(-1, "Failed", JupiterExecutionOutcome.NoOrder, false)]
    [InlineData(-2, "Failed", JupiterExecutionOutcome.InvalidTransaction, false)]
    [InlineData(-3, "Failed", JupiterExecutionOutcome.BadMessage, false)]
    [InlineData(-1000, "Failed", JupiterExecutionOutcome.NotLanded, true)]
    [InlineData(-1001, "Failed", JupiterExecutionOutcome.Unknown, true)]
    [InlineData(-1002, "Failed", JupiterExecutionOutcome.InvalidTransaction, false)]
    [InlineData(-1003, "Failed", JupiterExecutionOutcome.NotFullySigned, false)]
    [InlineData(-1004, "Failed", JupiterExecutionOutcome.BlockHeightPast, true)]
    [InlineData(-2000, "Failed", JupiterExecutionOutcome.NotLanded, true)]
    [InlineData(-2001, "Failed", JupiterExecutionOutcome.Unknown, true)]
    [InlineData(-2002, "Failed", JupiterExecutionOutcome.InvalidTransaction, false)]
    [InlineData(-2003, "Failed", JupiterExecutionOutcome.QuoteExpired, false)]
    [InlineData(-2004, "Failed", JupiterExecutionOutcome.Rejected, false)]
    [InlineData(-9999, "Failed", JupiterExecutionOutcome.Unknown, true)]
    public async Task An_execution_has_its_outcome(int code, string status, JupiterExecutionOutcome outcome, bool mayLand)
    {
        var jupiter = new ScriptedJupiter($$"""{"status":"{{status}}","signature":"{{new Signature([.. Enumerable.Repeat((byte)5, 64)])}}","slot":"1","code":{{code}},"error":"words"}""");
        var order = (await OrderAsync(SolanaTransaction.Parse(Vector.Transaction))).Value!;

        var result = await jupiter.Client.ExecuteAsync(order.Transaction!, order, default);

        Assert.Equal((outcome, code, mayLand), (result.Value!.Outcome, result.Value.Code, result.Value.MayLand));
        var sent = JsonNode.Parse(jupiter.Requests[0].Body)!;
        Assert.Equal((Vector.Transaction, "request-1", "279000150"), (sent["signedTransaction"]!.GetValue<string>(), sent["requestId"]!.GetValue<string>(), sent["lastValidBlockHeight"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_older_quote_goes_back_as_it_came()
    {
        var body = QuoteBody();
        body["unknownMember"] = 1.50m;
        var jupiter = new ScriptedJupiter(request => request.Method == HttpMethod.Get ? body.ToJsonString() : $$"""{"swapTransaction":"{{Vector.Transaction}}","lastValidBlockHeight":324307300,"prioritizationFeeLamports":254600}""");

        var quote = (await jupiter.Client.QuoteV1Async(Request, default)).Value!;
        var swap = (await jupiter.Client.SwapV1Async(quote, Vector.Expectation.Wallet, 1_000_000, default)).Value!;

        Assert.Equal((Vector.Transaction, 324307300UL), (swap.Transaction.ToBase64(), swap.LastValidBlockHeight));
        var sent = JsonNode.Parse(jupiter.Requests[1].Body)!;
        Assert.True(JsonNode.DeepEquals(body, sent["quoteResponse"]));
        Assert.Equal(1_000_000, sent["prioritizationFeeLamports"]!["priorityLevelWithMaxLamports"]!["maxLamports"]!.GetValue<int>());
        Assert.Contains("swapMode=ExactIn", jupiter.Requests[0].Request.RequestUri!.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("taker", jupiter.Requests[0].Request.RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fixed_output_takes_the_older_way()
    {
        var vector = RouteVector.All.First(v => v.ExactOut);
        var request = RequestOf(vector) with { Mode = SwapMode.ExactOut, Amount = ulong.Parse(vector.OutAmount) };
        var jupiter = new ScriptedJupiter(QuoteBody(vector).ToJsonString());

        var quote = (await jupiter.Client.QuoteV1Async(request, default)).Value!.Quote;

        Assert.Equal((SwapMode.ExactOut, request.Amount), (quote.Mode, quote.OutAmount));
        await Assert.ThrowsAsync<ArgumentException>(() => jupiter.Client.BuildAsync(request, default));
    }

    private static Task<JupiterResult<JupiterOrder>> OrderAsync(SolanaTransaction? transaction, string height = "\"279000150\"")
    {
        var body = QuoteBody();
        (body["router"], body["requestId"], body["transaction"], body["lastValidBlockHeight"]) = ("metis", "request-1", transaction?.ToBase64(), JsonNode.Parse(height));
        return new ScriptedJupiter(body.ToJsonString()).Client.OrderAsync(Request, default);
    }

    private static JupiterSwapRequest RequestOf(RouteVector vector) => new()
    {
        InputMint = vector.Expectation.InputMint, OutputMint = vector.Expectation.OutputMint, Amount = vector.Expectation.InAmount, SlippageBasisPoints = vector.Slippage, Taker = vector.Expectation.Wallet,
    };

    private static JsonObject QuoteBody(RouteVector? given = null)
    {
        var vector = given ?? Vector;
        return new JsonObject
        {
            ["inputMint"] = vector.InputMint, ["outputMint"] = vector.OutputMint, ["inAmount"] = vector.InAmount, ["outAmount"] = vector.OutAmount, ["otherAmountThreshold"] = "1",
            ["swapMode"] = vector.ExactOut ? "ExactOut" : "ExactIn", ["slippageBps"] = vector.Slippage, ["priceImpactPct"] = "0.0001",
            ["routePlan"] = new JsonArray([.. vector.Intermediate.Select(m => (JsonNode)new JsonObject
            {
                ["swapInfo"] = new JsonObject { ["inputMint"] = vector.InputMint, ["outputMint"] = m.Mint, ["ammKey"] = vector.Wallet }, ["percent"] = 66.67, ["bps"] = 6667,
            })]),
        };
    }

    /// <summary>The body of <c>/build</c> that would hold a vector's instructions.</summary>
    private static JsonObject BuildBody(RouteVector vector)
    {
        var calls = SolanaTransaction.Parse(vector.Transaction).Message.Resolve(vector.LookupTables).Instructions;
        var route = calls.IndexOf(calls.Single(call => call.Program == SolanaPrograms.Jupiter));
        var body = QuoteBody(vector);
        body["computeBudgetInstructions"] = new JsonArray(Json(ComputeBudgetInstructions.SetUnitPrice(1_000)));
        body["setupInstructions"] = new JsonArray([.. calls.Take(route).Where(call => call.Program != SolanaPrograms.ComputeBudget).Select(Json)]);
        body["swapInstruction"] = Json(calls[route]);
        body["cleanupInstruction"] = calls.Length > route + 1 ? Json(calls[route + 1]) : null;
        body["otherInstructions"] = new JsonArray();
        body["tipInstruction"] = Json(SystemInstructions.Transfer(vector.Expectation.Wallet, vector.Expectation.OutputMint, 1_000_000));
        body["addressesByLookupTableAddress"] = new JsonObject(vector.Tables.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)new JsonArray())));
        body["blockhashWithMetadata"] = new JsonObject { ["blockhash"] = new JsonArray([.. Enumerable.Range(1, 32).Select(i => (JsonNode)(i * 7 % 256))]), ["lastValidBlockHeight"] = 279000150 };
        return body;
    }

    private static JsonNode Json(Instruction call) => new JsonObject
    {
        ["programId"] = call.Program.ToString(),
        ["accounts"] = new JsonArray([.. call.Accounts.Select(a => (JsonNode)new JsonObject { ["pubkey"] = a.Key.ToString(), ["isSigner"] = a.IsSigner, ["isWritable"] = a.IsWritable })]),
        ["data"] = Convert.ToBase64String(call.Data.AsSpan()),
    };
}
