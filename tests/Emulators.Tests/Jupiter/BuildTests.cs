using System.Text.Json;
using PuppetEngine.Emulators.Jupiter;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;
using PuppetEngine.Tests.Emulators.Solana;

namespace PuppetEngine.Tests.Emulators.Jupiter;

public sealed class BuildTests
{
    private const ulong Sol = SolanaFixture.Sol;

    public static TheoryData<string, string, ulong> Pairs => new()
    {
        { JupiterClient.Sol, JupiterClient.Usdc, Sol },
        { JupiterClient.Usdc, JupiterClient.Sol, 150_000_000 },
        { JupiterClient.Usdc, MarketSeed.MintOf("TOLL").ToString(), 10_000_000 },
        { MarketSeed.MintOf("TOLL").ToString(), JupiterClient.Usdc, 10_000_000 },
        { MarketSeed.MintOf("CRANE").ToString(), MarketSeed.MintOf("TIDE").ToString(), 1_000_000_000 },
        { JupiterClient.Sol, "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263", Sol / 10 },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Build_settles_on_the_chain_for_what_it_promised(string input, string output, ulong amount)
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        if (input != JupiterClient.Sol)
        {
            await chain.FundAsync(chain.Ada.Key, amount, input);
            chain.Slots(40);
        }

        var build = await sut.BuildAsync(input, output, amount);
        var transaction = sut.Assemble(build);
        var sent = await chain.A.SendAsync(transaction);
        Assert.True(sent.TryGetProperty("result", out _), sent.ToString());
        chain.Slots(40);

        var landed = await chain.A.CallAsync("getTransaction", transaction.Signature, new { encoding = "json", maxSupportedTransactionVersion = 0 });
        var meta = landed.GetProperty("meta");
        Assert.Equal(JsonValueKind.Null, meta.GetProperty("err").ValueKind);
        Assert.True(transaction.ToBytes().Length <= SolanaTransaction.LongestBytes);
        // The price moves a little from slot to slot, within the tolerance.
        var least = JupiterClient.Amount(build, "otherAmountThreshold");
        var received = output == JupiterClient.Sol
            ? meta.GetProperty("postBalances")[0].GetUInt64() + meta.GetProperty("fee").GetUInt64() - meta.GetProperty("preBalances")[0].GetUInt64()
            : await sut.HeldAsync(output);
        Assert.InRange(received, least, JupiterClient.Amount(build, "outAmount") * 1_005 / 1_000);
        Assert.Equal(0ul, await sut.HeldAsync(input));
    }

    [Fact]
    public async Task Build_has_the_documented_parts_in_their_shape()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var build = await new JupiterClient(chain).BuildAsync(JupiterClient.Sol, JupiterClient.Usdc, Sol, "&tipAmount=1000000&slippageBps=100");

        var budget = JupiterClient.Read(Assert.Single(build.GetProperty("computeBudgetInstructions").EnumerateArray()));
        Assert.Equal((ProgramIds.ComputeBudget, 3), (budget.Program, budget.Data[0]));
        var setup = build.GetProperty("setupInstructions").EnumerateArray().Select(JupiterClient.Read).ToList();
        Assert.Equal([ProgramIds.AssociatedToken, ProgramIds.System, ProgramIds.Token, ProgramIds.AssociatedToken], setup.Select(i => i.Program));
        var swap = JupiterClient.Read(build.GetProperty("swapInstruction"));
        Assert.Equal(RouteCall.RouteV2, swap.Data[..8]);
        Assert.Equal(chain.Ada.Key, swap.Accounts[0].Key);
        Assert.Equal(ProgramAddress.OfTokens(chain.Ada.Key, ProgramIds.Token, PublicKey.Parse(JupiterClient.Usdc)), swap.Accounts[2].Key);
        Assert.Equal("D8cy77BBepLMngZx6ZukaTff5hCt1HrWyKk3Hnd9oitf", swap.Accounts[8].Key.ToString());
        var call = RouteCall.Read(swap.Data)!;
        Assert.Equal((Sol, JupiterClient.Amount(build, "outAmount"), (ushort)100), (call.InAmount, call.QuotedOut, call.SlippageBps));
        Assert.Equal(9, JupiterClient.Read(build.GetProperty("cleanupInstruction")).Data[0]);
        Assert.Equal(SystemProgram.Transfer(chain.Ada.Key, MarketAccounts.TipAccount, 1_000_000).Data, JupiterClient.Read(build.GetProperty("tipInstruction")).Data);
        Assert.Equal(32, build.GetProperty("blockhashWithMetadata").GetProperty("blockhash").GetArrayLength());
        Assert.True(build.GetProperty("addressesByLookupTableAddress").EnumerateObject().Count() >= 2);
    }

    [Fact]
    public async Task Price_that_falls_beyond_the_tolerance_fails_with_6001_and_costs_only_the_fee()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        var transaction = sut.Assemble(await sut.BuildAsync(JupiterClient.Sol, JupiterClient.Usdc, Sol));
        await sut.SetTokenAsync(new { symbol = "SOL", price = 100 });

        var refused = (await chain.A.SendAsync(transaction)).GetProperty("error");
        await chain.A.SendAsync(transaction, new { encoding = "base64", skipPreflight = true });
        chain.Slots(40);

        Assert.Equal("""{"InstructionError":[6,{"Custom":6001}]}""", refused.GetProperty("data").GetProperty("err").GetRawText());
        Assert.Contains("0x1771", refused.GetProperty("message").GetString());
        var landed = await chain.A.CallAsync("getTransaction", transaction.Signature, new { maxSupportedTransactionVersion = 0 });
        Assert.Equal((10 * Sol) - landed.GetProperty("meta").GetProperty("fee").GetUInt64(), (await chain.A.ValueAsync("getBalance", chain.Ada.Key.ToString())).GetUInt64());
    }

    [Fact]
    public async Task Platform_fee_goes_to_its_account()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        var fees = (await chain.FundAsync(chain.Bob.Key, 1, JupiterClient.Usdc)).GetProperty("account").GetString();

        var build = await sut.BuildAsync(JupiterClient.Sol, JupiterClient.Usdc, Sol, $"&platformFeeBps=50&feeAccount={fees}");
        await chain.A.SendAsync(sut.Assemble(build));
        chain.Slots(40);

        var got = ulong.Parse((await chain.A.ValueAsync("getTokenAccountBalance", fees)).GetProperty("amount").GetString()!) - 1;
        var kept = await sut.HeldAsync(JupiterClient.Usdc);
        Assert.Equal((got + kept) * 50 / 10_000, got);
        Assert.Equal(400, (await sut.GetAsync($"/swap/v2/build?inputMint={JupiterClient.Sol}&outputMint={JupiterClient.Usdc}&amount=5&taker={chain.Ada.Key}&platformFeeBps=50")).Status);
    }

    [Fact]
    public async Task More_of_it_moves_the_price_and_arbitrage_brings_it_back()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        await sut.SetTokenAsync(new { symbol = "STRING", volatility = 0 });
        await sut.SetTokenAsync(new { symbol = "USDC", volatility = 0 });
        var mint = MarketSeed.MintOf("STRING").ToString();
        await chain.FundAsync(chain.Ada.Key, 40_000_000_000, JupiterClient.Usdc);
        chain.Slots(40);

        var small = await sut.BuildAsync(JupiterClient.Usdc, mint, 1_000_000);
        var large = await sut.BuildAsync(JupiterClient.Usdc, mint, 20_000_000_000);
        await chain.A.SendAsync(sut.Assemble(large));
        chain.Slots(2);
        var dear = await sut.BuildAsync(JupiterClient.Usdc, mint, 1_000_000);
        chain.Slots(160);
        var back = await sut.BuildAsync(JupiterClient.Usdc, mint, 1_000_000);

        Assert.InRange(decimal.Parse(large.GetProperty("priceImpactPct").GetString()!), 0.08m, 0.12m);
        Assert.InRange(decimal.Parse(small.GetProperty("priceImpactPct").GetString()!), 0.001m, 0.0011m);
        Assert.True(JupiterClient.Amount(dear, "outAmount") < JupiterClient.Amount(small, "outAmount") * 85 / 100);
        Assert.Equal(JupiterClient.Amount(small, "outAmount"), JupiterClient.Amount(back, "outAmount"));
    }

    [Theory]
    [InlineData("inputMint=%SOL%&outputMint=%SOL%&amount=5", "CIRCULAR_ARBITRAGE_IS_DISABLED")]
    [InlineData("inputMint=%SOL%&outputMint=%NONE%&amount=5", "TOKEN_NOT_TRADABLE")]
    [InlineData("inputMint=%SOL%&outputMint=%HELD%&amount=1000000", "TOKEN_NOT_TRADABLE")]
    [InlineData("inputMint=%SOL%&outputMint=%USDC%&amount=1000000&excludeDexes=Whirlpool", "NO_ROUTES_FOUND")]
    [InlineData("inputMint=%MADE%&outputMint=%DUST%&amount=1000000&onlyDirectRoutes=true", "COULD_NOT_FIND_ANY_ROUTE")]
    [InlineData("inputMint=%SOL%&outputMint=%DUST%&amount=0", "CANNOT_COMPUTE_OTHER_AMOUNT_THRESHOLD")]
    [InlineData("inputMint=%DUST%&outputMint=%SOL%&amount=18000000000000000000", "ROUTE_PLAN_DOES_NOT_CONSUME_ALL_THE_AMOUNT")]
    [InlineData("inputMint=%SOL%&outputMint=%USDC%&amount=5000000&swapMode=ExactOut", "NOT_SUPPORTED")]
    [InlineData("inputMint=%SOL%&outputMint=%USDC%", null)]
    [InlineData("inputMint=%SOL%&outputMint=nonsense&amount=5", null)]
    [InlineData("inputMint=%SOL%&outputMint=%USDC%&amount=-5", null)]
    [InlineData("inputMint=%SOL%&outputMint=%USDC%&amount=5&slippageBps=10001", null)]
    public async Task Quote_that_cannot_be_is_refused_with_its_code(string query, string? code)
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        await sut.SetTokenAsync(new { symbol = "LEASH", tradable = false });
        foreach (var (name, mint) in ((string, string)[])[("SOL", JupiterClient.Sol), ("USDC", JupiterClient.Usdc), ("NONE", chain.Bob.Key.ToString()),
            ("HELD", MarketSeed.MintOf("LEASH").ToString()), ("MADE", MarketSeed.MintOf("STRING").ToString()), ("DUST", MarketSeed.MintOf("DUST").ToString())])
        {
            query = query.Replace($"%{name}%", mint, StringComparison.Ordinal);
        }

        var reply = await sut.GetAsync($"/swap/v1/quote?{query}");

        Assert.Equal(400, reply.Status);
        Assert.NotEmpty(reply.Json.GetProperty("error").GetString()!);
        Assert.Equal(code, reply.Json.TryGetProperty("errorCode", out var given) ? given.GetString() : null);
    }

    [Fact]
    public async Task Every_lie_makes_another_transaction_than_the_honest_one()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        await sut.SetTokenAsync(new { symbol = "SOL", volatility = 0 });
        await sut.SetTokenAsync(new { symbol = "USDC", volatility = 0 });
        static string Parts(JsonElement build) => string.Concat(
            ((string[])["computeBudgetInstructions", "setupInstructions", "swapInstruction", "cleanupInstruction", "otherInstructions"]).Select(p => build.GetProperty(p).GetRawText()));
        var honest = Parts(await sut.BuildAsync(JupiterClient.Sol, JupiterClient.Usdc, Sol));
        Assert.Equal(honest, Parts(await sut.BuildAsync(JupiterClient.Sol, JupiterClient.Usdc, Sol)));

        foreach (var kind in Tampering.Kinds)
        {
            await chain.Emulator.FaultAsync(new { route = "/jupiter/swap/v2/build", kind = "lie", body = kind, count = 1 });
            Assert.NotEqual(honest, Parts(await sut.BuildAsync(JupiterClient.Sol, JupiterClient.Usdc, Sol)));
        }
    }
}
