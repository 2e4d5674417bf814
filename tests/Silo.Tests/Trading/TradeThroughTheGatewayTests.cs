using System.Text.Json;
using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.Trading;

/// <summary>Money as a person moves it: by the API of the built program, over a chain that outlives it.</summary>
public sealed class TradeThroughTheGatewayTests
{
    private const string Sol = "So11111111111111111111111111111111111111112";
    private const string Usdc = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";
    private const string Trades = """, "solana_integration": { "trading_enabled": true }""";

    [Fact]
    public async Task A_trade_is_ordered_and_settles_and_one_that_the_program_dies_in_is_made_once()
    {
        await using var house = await House.OpenAsync();
        house.Write("wren.json", Samples.Agent("wren", more: Trades));
        string first, second;
        await using (var silo = await house.UpAsync())
        {
            await MayTradeAsync(silo);
            var answer = await OrderAsync(silo, "wren", "20000000");
            Assert.True(answer.Status == 202, $"{answer.Body}\n{silo.Process.Output}");
            first = answer.Json.GetProperty("trade_id").GetString()!;
            var settled = await UntilAsync(silo, first, stage => stage is not ("planned" or "signed" or "landed" or "settling"));
            Assert.True(settled.GetProperty("stage").GetString() == "settled", settled.GetRawText());
            Assert.True(ulong.Parse(settled.GetProperty("received").GetString()!) >= ulong.Parse(settled.GetProperty("least_received").GetString()!));

            // The wallet rests for a minute between trades: the second one waits, and is there when the program dies.
            second = (await OrderAsync(silo, "wren", "10000000")).Json.GetProperty("trade_id").GetString()!;
            await silo.Process.KillAsync();
        }

        await using var again = await house.UpAsync(null, "--Puppet:Trading:CoolDown=00:00:00");
        Assert.Equal("settled", (await UntilAsync(again, second, stage => stage is not ("planned" or "signed" or "landed" or "settling"))).GetProperty("stage").GetString());
        var wallet = (await again.GetAsync("/v1/agents/wren/wallet")).Json;
        Assert.Equal((2, 2), (wallet.GetProperty("settled").GetInt32(), wallet.GetProperty("today_trades").GetInt32()));
        Assert.True((await again.GetAsync("/v1/agents/wren/journal/verify")).Json.GetProperty("intact").GetBoolean());
        Assert.Equal(2, (await again.GetAsync("/v1/agents/wren/trades")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(2, await SwapsAsync(house, wallet.GetProperty("wallet").GetString()!));
        Assert.Equal(0, await again.Process.StopAsync());
    }

    [Fact]
    public async Task An_agent_without_leave_and_an_order_above_its_limit_are_refused_in_words()
    {
        await using var house = await House.OpenAsync();
        house.Write("wren.json", Samples.Agent("wren", more: Trades));
        await using var silo = await house.UpAsync();
        var refused = await OrderAsync(silo, "fox", "20000000");
        Assert.Equal((422, "trading_refused"), (refused.Status, refused.Json.GetProperty("code").GetString()));
        Assert.Contains("solana_integration.trading_enabled", refused.Json.GetProperty("detail").GetString()!, StringComparison.Ordinal);

        await MayTradeAsync(silo);
        var large = (await OrderAsync(silo, "wren", "200000000")).Json.GetProperty("trade_id").GetString()!;
        var ended = await UntilAsync(silo, large, stage => stage is not "planned");
        Assert.Equal("refused", ended.GetProperty("stage").GetString());
        Assert.Contains("over_trade_cap", ended.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()));

        // Above the threshold a person is asked, and what they approve is what they saw.
        var held = await UntilAsync(silo, (await OrderAsync(silo, "wren", "60000000")).Json.GetProperty("trade_id").GetString()!, stage => stage is not "planned");
        Assert.Equal("held", held.GetProperty("stage").GetString());
        var path = $"/v1/agents/wren/trades/{held.GetProperty("trade_id").GetString()}/approve";
        Assert.Equal("approval_mismatch", (await silo.SendAsync(HttpMethod.Post, path, """{"hash":"0000"}""")).Json.GetProperty("code").GetString());
        var approved = await silo.SendAsync(HttpMethod.Post, path, JsonSerializer.Serialize(new { hash = held.GetProperty("approval_hash").GetString() }));
        Assert.Equal(200, approved.Status);
        var settled = await UntilAsync(silo, held.GetProperty("trade_id").GetString()!, stage => stage is "settled" or "failed" or "refused" or "cancelled");
        Assert.True(settled.GetProperty("stage").GetString() == "settled", settled.GetRawText());
    }

    /// <summary>A file may not give itself leave to trade: an admin does, and the wallet gets funds of the emulated chain.</summary>
    private static async Task MayTradeAsync(RunningSilo silo)
    {
        Assert.Equal("trading_refused", (await OrderAsync(silo, "wren", "1")).Json.GetProperty("code").GetString());
        Assert.Equal(200, (await silo.SendAsync(HttpMethod.Post, "/v1/agents/wren/approve-definition", "{}")).Status);
        Assert.Equal(204, (await silo.SendAsync(HttpMethod.Post, "/v1/agents/wren/wallet/fund", "{}")).Status);
    }

    private static Task<Answer> OrderAsync(RunningSilo silo, string agent, string amount) =>
        silo.SendAsync(HttpMethod.Post, $"/v1/agents/{agent}/trades", JsonSerializer.Serialize(new { input_mint = Sol, output_mint = Usdc, amount, reason = "a test" }));

    private static async Task<JsonElement> UntilAsync(RunningSilo silo, string trade, Func<string, bool> wanted) =>
        (await silo.UntilAsync($"/v1/agents/wren/trades/{trade}", a => a.Status == 200 && wanted(a.Json.GetProperty("stage").GetString()!), $"the trade {trade}")).Json;

    /// <summary>Transactions of a wallet that landed on the chain, as its own list tells them.</summary>
    private static async Task<int> SwapsAsync(House house, string wallet)
    {
        var items = JsonElement.Parse(await house.Control.GetStringAsync(new Uri(house.Emulators.Address, "/control/solana/transactions?limit=1000"))).GetProperty("items").EnumerateArray();
        return items.Count(item => item.GetRawText().Contains(wallet, StringComparison.Ordinal) && !item.GetRawText().Contains("airdrop", StringComparison.OrdinalIgnoreCase));
    }
}
