using System.Text.Json;
using PuppetEngine.Emulators.Jupiter;
using PuppetEngine.Tests.Emulators.Solana;

namespace PuppetEngine.Tests.Emulators.Jupiter;

public sealed class GatewayTests
{
    [Fact]
    public async Task Keyless_caller_gets_thirty_a_minute_and_is_told()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain, key: null);
        var path = $"/price/v3?ids={JupiterClient.Sol}";
        for (var i = 0; i < 29; i++)
        {
            Assert.Equal(200, (await sut.GetAsync(path)).Status);
        }

        var last = await sut.GetAsync(path);
        var refused = await sut.GetAsync(path);

        Assert.Equal((200, "0", "30"), (last.Status, last.Header("x-ratelimit-remaining"), last.Header("x-ratelimit-current")));
        Assert.Equal((429, "-1"), (refused.Status, refused.Header("x-ratelimit-remaining")));
        Assert.Contains("[API Gateway] Too many requests", refused.Body);
        Assert.Equal(chain.Emulator.Time.GetUtcNow().AddSeconds(60).ToUnixTimeSeconds().ToString(), refused.Header("x-ratelimit-reset"));
        chain.Slots(150);
        Assert.Equal(200, (await sut.GetAsync(path)).Status);
        Assert.Equal(1, await chain.Emulator.CounterAsync("jupiter", "limited"));
    }

    [Fact]
    public async Task Key_that_is_not_known_is_401_and_tells_no_limits()
    {
        await using var chain = await SolanaFixture.StartAsync(o => o.Jupiter.AcceptedKeys.Add("good"));

        var refused = await new JupiterClient(chain, "bad").GetAsync($"/price/v3?ids={JupiterClient.Sol}");

        Assert.Equal((401, ""), (refused.Status, refused.Header("x-ratelimit-remaining")));
        Assert.NotEmpty(refused.Header("x-api-gateway-request-id"));
        Assert.Equal(200, (await new JupiterClient(chain, "good").GetAsync($"/price/v3?ids={JupiterClient.Sol}")).Status);
    }

    [Theory]
    [InlineData("403", 403, "API key does not have access to this endpoint")]
    [InlineData("429_window", 429, "[API Gateway] Too many requests")]
    [InlineData("5xx", 503, "Internal server error")]
    [InlineData("bad_json", 200, "<html>")]
    public async Task Fault_is_answered_in_the_endpoint_s_stead(string kind, int status, string text)
    {
        await using var chain = await SolanaFixture.StartAsync();
        await chain.Emulator.FaultAsync(new { route = "/jupiter/*", kind });

        var reply = await new JupiterClient(chain).GetAsync($"/price/v3?ids={JupiterClient.Sol}");

        Assert.Equal(status, reply.Status);
        Assert.Contains(text, reply.Body);
    }

    [Fact]
    public async Task Prices_move_by_seed_and_time_alone_and_unknown_mints_are_left_out()
    {
        async Task<List<decimal>> RunAsync(int seed)
        {
            await using var chain = await SolanaFixture.StartAsync(o => o.Seed = seed);
            var sut = new JupiterClient(chain);
            var prices = new List<decimal>();
            for (var i = 0; i < 3; i++)
            {
                var answer = (await sut.GetAsync($"/price/v3?ids={JupiterClient.Sol},{chain.Bob.Key}")).Json;
                Assert.Single(answer.EnumerateObject());
                prices.Add(answer.GetProperty(JupiterClient.Sol).GetProperty("usdPrice").GetDecimal());
                chain.Slots(9_000);
            }

            return prices;
        }

        var one = await RunAsync(1);

        Assert.Equal(3, one.Distinct().Count());
        Assert.Equal(one, await RunAsync(1));
        Assert.NotEqual(one, await RunAsync(2));
    }

    [Fact]
    public async Task Control_sets_a_price_hides_a_token_and_gives_it_a_freeze_authority()
    {
        await using var chain = await SolanaFixture.StartAsync();
        var sut = new JupiterClient(chain);
        var crane = MarketSeed.MintOf("CRANE").ToString();

        await sut.SetTokenAsync(new { symbol = "CRANE", price = 7.5, volatility = 0, freeze_authority = chain.Bob.Key.ToString() });
        var priced = (await sut.GetAsync($"/price/v3?ids={crane}")).Json;
        var described = (await sut.GetAsync($"/tokens/v2/search?query={crane}")).Json[0];
        await sut.SetTokenAsync(new { symbol = "CRANE", hidden = true });

        Assert.Equal(7.5m, priced.GetProperty(crane).GetProperty("usdPrice").GetDecimal());
        Assert.False(described.GetProperty("audit").GetProperty("freezeAuthorityDisabled").GetBoolean());
        Assert.Equal(chain.Bob.Key.ToString(), described.GetProperty("freezeAuthority").GetString());
        Assert.Equal("{}", (await sut.GetAsync($"/price/v3?ids={crane}")).Body);
        Assert.Equal("[]", (await sut.GetAsync($"/tokens/v2/search?query={crane}")).Body);
    }

    [Fact]
    public async Task Minted_token_can_be_listed_and_traded_and_stays_over_a_restart()
    {
        using var directory = new TemporaryDirectory();
        var time = new TestKit.Time.VirtualTimeProvider();
        string mint;
        await using (var before = await SolanaFixture.StartAsync(o => o.DataDirectory = directory.Path, time))
        {
            mint = await before.MintAsync(new { decimals = 0 });
            await new JupiterClient(before).SetTokenAsync(new { mint, symbol = "NEW", price = 2, volatility = 0 });
        }

        await using var chain = await SolanaFixture.StartAsync(o => o.DataDirectory = directory.Path, time);
        var sut = new JupiterClient(chain);
        var build = await sut.BuildAsync(JupiterClient.Sol, mint, SolanaFixture.Sol);
        await chain.A.SendAsync(sut.Assemble(build));
        chain.Slots(40);

        Assert.InRange(await sut.HeldAsync(mint), JupiterClient.Amount(build, "otherAmountThreshold"), 200ul);
        Assert.Equal("NEW", (await sut.GetAsync("/tokens/v2/recent")).Json[0].GetProperty("symbol").GetString());
    }

    [Theory]
    [InlineData("/tokens/v2/search?query=jup", "JUP")]
    [InlineData("/tokens/v2/tag?query=lst", "mSOL")]
    [InlineData("/tokens/v2/toporganicscore/1h?limit=5", "JUP")]
    [InlineData("/tokens/v2/toptraded/24h", "JUP")]
    [InlineData("/tokens/v2/toptrending/5m", "BONK")]
    public async Task Lists_of_tokens_have_their_shape(string path, string symbol)
    {
        await using var chain = await SolanaFixture.StartAsync();

        var items = (await new JupiterClient(chain).GetAsync(path)).Json.EnumerateArray().ToList();

        var item = items.Single(t => t.GetProperty("symbol").GetString() == symbol);
        Assert.Equal(JsonValueKind.Number, item.GetProperty("stats24h").GetProperty("priceChange").ValueKind);
        Assert.Equal(["mintAuthorityDisabled", "freezeAuthorityDisabled", "topHoldersPercentage"], item.GetProperty("audit").EnumerateObject().Select(p => p.Name));
        Assert.DoesNotContain(items, t => path.Contains("top", StringComparison.Ordinal) && t.GetProperty("symbol").GetString() is "SOL" or "USDC");
    }
}
