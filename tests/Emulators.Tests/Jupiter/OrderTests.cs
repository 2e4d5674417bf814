using System.Text.Json;
using PuppetEngine.Emulators.Jupiter;
using PuppetEngine.Emulators.Solana.Wire;
using PuppetEngine.Tests.Emulators.Solana;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Emulators.Jupiter;

public sealed class OrderTests
{
    private const ulong Sol = SolanaFixture.Sol;

    [Fact]
    public async Task Order_without_a_taker_is_a_quote()
    {
        await using var chain = await SolanaFixture.StartAsync();

        var order = (await new JupiterClient(chain).GetAsync($"/swap/v2/order?inputMint={JupiterClient.Sol}&outputMint={JupiterClient.Usdc}&amount={Sol}")).Json;

        Assert.Equal(JsonValueKind.Null, order.GetProperty("transaction").ValueKind);
        Assert.Equal(("ultra", "metis"), (order.GetProperty("mode").GetString(), order.GetProperty("router").GetString()));
        Assert.True(order.GetProperty("priceImpact").GetDecimal() <= 0);
        Assert.NotEmpty(order.GetProperty("requestId").GetString()!);
    }

    [Fact]
    public async Task Order_is_executed_and_delivers_less_only_by_its_fee()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        var order = await OrderAsync(chain, sut);
        Assert.Equal(10, order.GetProperty("feeBps").GetInt32());

        var result = (await ExecuteAsync(chain, sut, order, Signed(sut, order))).Json;

        Assert.Equal(("Success", 0), (result.GetProperty("status").GetString(), result.GetProperty("code").GetInt32()));
        Assert.Equal(await sut.HeldAsync(JupiterClient.Usdc), JupiterClient.Amount(result, "totalOutputAmount"));
        Assert.True(JupiterClient.Amount(result, "totalOutputAmount") >= JupiterClient.Amount(order, "otherAmountThreshold"));
        Assert.Equal("confirmed", await AfterAsync(chain, 3, result.GetProperty("signature").GetString()!));
    }

    [Theory]
    [InlineData("amount=20000000000", 1, "Insufficient funds")]
    [InlineData("amount=9995000000", 2, "Top up `0.005` SOL for gas")]
    public async Task Order_that_cannot_be_paid_says_why(string amount, int code, string message)
    {
        await using var chain = await SolanaFixture.StartAsync();

        var order = (await new JupiterClient(chain).GetAsync($"/swap/v2/order?inputMint={JupiterClient.Sol}&outputMint={JupiterClient.Usdc}&{amount}&taker={chain.Ada.Key}")).Json;

        Assert.Equal(("", code, message), (order.GetProperty("transaction").GetString(), order.GetProperty("errorCode").GetInt32(), order.GetProperty("errorMessage").GetString()));
    }

    [Fact]
    public async Task Order_below_the_least_for_gasless_is_code_3()
    {
        await using var chain = await SolanaFixture.StartAsync();
        await chain.FundAsync(chain.Bob.Key, 1_000_000, JupiterClient.Usdc);

        var order = (await new JupiterClient(chain).GetAsync($"/swap/v2/order?inputMint={JupiterClient.Usdc}&outputMint={JupiterClient.Sol}&amount=1000000&taker={chain.Bob.Key}")).Json;

        Assert.Equal(3, order.GetProperty("errorCode").GetInt32());
    }

    [Fact]
    public async Task Execute_refuses_what_is_not_its_order()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        var order = await OrderAsync(chain, sut);
        var signed = Signed(sut, order);
        var id = order.GetProperty("requestId").GetString();
        async Task<int> CodeAsync(string? text, string? request) =>
            (await sut.PostAsync("/swap/v2/execute", new { signedTransaction = text, requestId = request })).Json.GetProperty("code").GetInt32();

        Assert.Equal(-1, await CodeAsync(SolanaRpc.Base64(signed), "no-such-order"));
        Assert.Equal(-2, await CodeAsync("AAAA", id));
        Assert.Equal(-3, await CodeAsync(SolanaRpc.Base64(await chain.SignAsync()), id));
        Assert.Equal(-1003, await CodeAsync(order.GetProperty("transaction").GetString(), id));
        chain.Slots(200);
        Assert.Equal(-1004, await CodeAsync(SolanaRpc.Base64(signed), id));
    }

    [Fact]
    public async Task Order_that_never_lands_is_given_up_when_its_blockhash_is()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        var order = await OrderAsync(chain, sut);
        await chain.Emulator.FaultAsync(new { route = "/jupiter/swap/v2/execute", kind = "not_landed" });

        var result = (await ExecuteAsync(chain, sut, order, Signed(sut, order))).Json;

        Assert.Equal(("Failed", -1000), (result.GetProperty("status").GetString(), result.GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task Market_maker_s_order_needs_two_signatures_and_the_maker_pays()
    {
        await using var chain = await SolanaFixture.StartAsync(o => o.Jupiter.Router = "jupiterz");
        await chain.FundAsync(OrderBook.Maker.Key, Sol);
        chain.Slots(40);
        var sut = new JupiterClient(chain);
        var order = await OrderAsync(chain, sut);
        var signed = Signed(sut, order);

        Assert.Equal("jupiterz", order.GetProperty("router").GetString());
        Assert.True(order.GetProperty("gasless").GetBoolean());
        Assert.Equal((2, OrderBook.Maker.Key), (signed.Signatures.Length, signed.FeePayer));
        Assert.Equal("Success", (await ExecuteAsync(chain, sut, order, signed)).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Older_quote_becomes_a_transaction_that_settles()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        var quote = (await sut.GetAsync($"/swap/v1/quote?inputMint={JupiterClient.Sol}&outputMint={JupiterClient.Usdc}&amount={Sol}&slippageBps=100")).Json;

        var swap = (await sut.PostAsync("/swap/v1/swap", new { quoteResponse = quote, userPublicKey = chain.Ada.Key.ToString() })).Json;
        var unsigned = SolanaTransaction.Read(swap.GetProperty("swapTransaction").GetBytesFromBase64());
        await chain.A.SendAsync(sut.Sign(unsigned.MessageBytes));
        chain.Slots(40);

        Assert.All(unsigned.Signatures, s => Assert.All(s, b => Assert.Equal(0, b)));
        Assert.InRange(await sut.HeldAsync(JupiterClient.Usdc), JupiterClient.Amount(quote, "otherAmountThreshold"), JupiterClient.Amount(quote, "outAmount") * 2);
        var parts = (await sut.PostAsync("/swap/v1/swap-instructions", new { quoteResponse = quote, userPublicKey = chain.Ada.Key.ToString() })).Json;
        Assert.Equal(RouteCall.Route, JupiterClient.Read(parts.GetProperty("swapInstruction")).Data[..8]);
        Assert.NotEmpty(parts.GetProperty("addressLookupTableAddresses").EnumerateArray());
    }

    private static async Task<JsonElement> OrderAsync(SolanaFixture chain, JupiterClient sut) =>
        (await sut.GetAsync($"/swap/v2/order?inputMint={JupiterClient.Sol}&outputMint={JupiterClient.Usdc}&amount={Sol}&taker={chain.Ada.Key}")).Json;

    private static SolanaTransaction Signed(JupiterClient sut, JsonElement order) =>
        sut.Sign(SolanaTransaction.Read(order.GetProperty("transaction").GetBytesFromBase64()).MessageBytes);

    /// <summary>Executes, letting slots pass until there is an answer.</summary>
    private static async Task<XReply> ExecuteAsync(SolanaFixture chain, JupiterClient sut, JsonElement order, SolanaTransaction signed)
    {
        var executing = sut.PostAsync("/swap/v2/execute", new { signedTransaction = SolanaRpc.Base64(signed), requestId = order.GetProperty("requestId").GetString() });
        await Eventually.HoldsAsync(
            () =>
            {
                if (chain.Emulator.Time.ArmedTimers > 0)
                {
                    chain.Emulator.Time.AdvanceToNext();
                }

                return executing.IsCompleted;
            },
            "the order's execution");
        return await executing;
    }

    private static async Task<string?> AfterAsync(SolanaFixture chain, int slots, string signature)
    {
        chain.Slots(slots);
        return await chain.A.StatusAsync(signature);
    }
}
