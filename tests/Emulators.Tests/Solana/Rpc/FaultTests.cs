using System.Text.Json;
using PuppetEngine.Emulators.Solana.Programs;

namespace PuppetEngine.Tests.Emulators.Solana.Rpc;

public sealed class FaultTests
{
    private const ulong Sol = SolanaFixture.Sol;

    [Theory]
    [InlineData("drop_after_effect", true)]
    [InlineData("drop_before_effect", false)]
    public async Task Lost_answer_leaves_the_transaction_landed_or_not(string kind, bool lands)
    {
        await using var sut = await SolanaFixture.StartAsync();
        await sut.Emulator.FaultAsync(new { route = "/solana/sendTransaction", kind, count = 1 });
        var transaction = await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));

        await Assert.ThrowsAsync<HttpRequestException>(() => sut.A.SendAsync(transaction));
        sut.Slots(1);

        Assert.Equal(lands ? "processed" : null, await sut.A.StatusAsync(transaction.Signature));
    }

    [Theory]
    [InlineData("not_landed", 60, null)]
    [InlineData("landing_later", 24, null)]
    [InlineData("landing_later", 26, "processed")]
    public async Task Accepted_transaction_lands_never_or_later(string kind, int slots, string? status)
    {
        await using var sut = await SolanaFixture.StartAsync();
        await sut.Emulator.FaultAsync(new { route = "/solana/sendTransaction", kind, min_ms = 10_000 });
        var transaction = await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));

        Assert.Equal(transaction.Signature, (await sut.A.SendAsync(transaction)).GetProperty("result").GetString());
        sut.Slots(slots);

        Assert.Equal(status, await sut.A.StatusAsync(transaction.Signature));
    }

    [Fact]
    public async Task Forked_away_is_confirmed_and_then_unknown_and_lands_when_sent_again()
    {
        await using var sut = await SolanaFixture.StartAsync();
        await sut.Emulator.FaultAsync(new { route = "/solana/sendTransaction", kind = "forked_away", min_ms = 4_000, count = 1 });
        var transaction = await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));
        await sut.A.SendAsync(transaction);

        sut.Slots(5);
        Assert.Equal("confirmed", await sut.A.StatusAsync(transaction.Signature));
        sut.Slots(10);
        Assert.Null(await sut.A.StatusAsync(transaction.Signature));
        Assert.Equal(0ul, (await sut.A.ValueAsync("getBalance", sut.Bob.Key.ToString(), new { commitment = "processed" })).GetUInt64());
        await sut.A.SendAsync(transaction);
        sut.Slots(40);
        Assert.Equal("finalized", await sut.A.StatusAsync(transaction.Signature));
    }

    [Fact]
    public async Task Slow_confirmation_keeps_a_landed_transaction_processed()
    {
        await using var sut = await SolanaFixture.StartAsync();
        await sut.Emulator.FaultAsync(new { route = "/solana/sendTransaction", kind = "slow_confirmation", min_ms = 20_000 });
        var transaction = await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));
        await sut.A.SendAsync(transaction);

        sut.Slots(45);
        Assert.Equal("processed", await sut.A.StatusAsync(transaction.Signature));
        sut.Slots(10);
        Assert.Equal("finalized", await sut.A.StatusAsync(transaction.Signature));
    }

    [Theory]
    [InlineData("429_window", 429)]
    [InlineData("5xx", 503)]
    [InlineData("403", 403)]
    public async Task Status_is_answered_in_the_method_s_stead(string kind, int status)
    {
        await using var sut = await SolanaFixture.StartAsync();
        await sut.Emulator.FaultAsync(new { route = "POST /solana/getBalance", kind, seconds = 7 });

        var (answered, _, response) = await sut.A.PostAsync($$"""{"jsonrpc":"2.0","id":1,"method":"getBalance","params":["{{sut.Ada.Key}}"]}""");

        Assert.Equal(status, answered);
        Assert.Equal(status == 429 ? "7" : null, response.Headers.RetryAfter?.ToString());
        Assert.Equal("ok", (await sut.A.CallAsync("getHealth")).GetString());
    }

    [Fact]
    public async Task Errors_of_a_node_come_inside_a_good_answer()
    {
        await using var sut = await SolanaFixture.StartAsync();
        await sut.Emulator.FaultAsync(new { route = "/solana/getSlot", kind = "node_behind", status = 321 });
        await sut.Emulator.FaultAsync(new { route = "/solana/getBlockHeight", kind = "rpc_error", status = -32007, body = "Slot 5 was skipped" });

        var behind = (await sut.A.AskAsync("getSlot")).GetProperty("error");

        Assert.Equal((-32005, 321), (behind.GetProperty("code").GetInt32(), behind.GetProperty("data").GetProperty("numSlotsBehind").GetInt32()));
        Assert.Equal((-32007, "Slot 5 was skipped"), await sut.A.ErrorAsync("getBlockHeight"));
    }

    [Theory]
    [InlineData("bad_json")]
    [InlineData("unreadable_after_effect")]
    [InlineData("empty")]
    public async Task Garbage_is_no_json_and_comes_with_status_200(string kind)
    {
        await using var sut = await SolanaFixture.StartAsync();
        await sut.Emulator.FaultAsync(new { route = "/solana", kind });

        var (status, body, _) = await sut.A.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"getSlot"}""");

        Assert.Equal(200, status);
        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(body));
    }

    [Fact]
    public async Task One_node_lies_and_the_other_does_not()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var signature = await sut.LandAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));
        sut.Slots(40);
        await sut.Emulator.FaultAsync(new { route = "/solana-b/*", kind = "lie" });

        Assert.Equal(Sol, (await sut.A.ValueAsync("getBalance", sut.Bob.Key.ToString())).GetUInt64());
        Assert.Equal((2 * Sol) + 1, (await sut.B.ValueAsync("getBalance", sut.Bob.Key.ToString())).GetUInt64());
        Assert.Equal("finalized", await sut.A.StatusAsync(signature));
        Assert.Null(await sut.B.StatusAsync(signature));
        Assert.Equal((await sut.A.CallAsync("getBlockHeight")).GetUInt64() + 1_000, (await sut.B.CallAsync("getBlockHeight")).GetUInt64());
    }

    [Fact]
    public async Task Lagging_node_sees_the_chain_as_it_was()
    {
        await using var sut = await SolanaFixture.StartAsync();
        await sut.NodeAsync(new { node = "b", lag_slots = 200 });
        var signature = await sut.LandAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol));

        sut.Slots(199);
        Assert.Equal("finalized", await sut.A.StatusAsync(signature));
        Assert.Null(await sut.B.StatusAsync(signature));
        Assert.Equal((await sut.A.CallAsync("getSlot")).GetUInt64() - 200, (await sut.B.CallAsync("getSlot")).GetUInt64());
        Assert.Equal((-32005, "Node is behind by 200 slots"), await sut.B.ErrorAsync("getHealth"));
        sut.Slots(1);
        Assert.Equal("processed", await sut.B.StatusAsync(signature));
    }

    [Fact]
    public async Task Fault_of_one_payer_leaves_others_alone()
    {
        await using var sut = await SolanaFixture.StartAsync();
        await sut.Emulator.FaultAsync(new { route = "/solana/sendTransaction", kind = "rpc_error", account = sut.Bob.Key.ToString() });

        Assert.True((await sut.A.SendAsync(await sut.SignAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol)))).TryGetProperty("result", out _));
        Assert.Equal(1, await sut.Emulator.CounterAsync("solana", "sent"));
    }

    [Fact]
    public async Task Control_lists_what_landed_and_keeps_it_over_a_restart()
    {
        using var directory = new TemporaryDirectory();
        string signature, genesis;
        var time = new TestKit.Time.VirtualTimeProvider();
        await using (var before = await SolanaFixture.StartAsync(o => o.DataDirectory = directory.Path, time))
        {
            signature = await before.LandAsync(SystemProgram.Transfer(before.Ada.Key, before.Bob.Key, Sol));
            Assert.Equal("processed", await before.A.StatusAsync(signature));
            genesis = (await before.A.CallAsync("getGenesisHash")).GetString()!;
            await before.Emulator.Host.KillAsync();
        }

        await using var after = await SolanaFixture.StartAsync(o => o.DataDirectory = directory.Path, time);
        var item = Assert.Single((await after.Emulator.ControlAsync("/control/solana/transactions")).GetProperty("items").EnumerateArray());

        Assert.Equal(signature, item.GetProperty("signature").GetString());
        Assert.Equal(5_000, item.GetProperty("fee").GetInt64());
        Assert.Equal(genesis, (await after.A.CallAsync("getGenesisHash")).GetString());
        Assert.Equal("finalized", await after.A.StatusAsync(signature));
        Assert.Equal(Sol, (await after.Emulator.ControlAsync($"/control/solana/accounts/{after.Bob.Key}")).GetProperty("lamports").GetUInt64());
    }
}
