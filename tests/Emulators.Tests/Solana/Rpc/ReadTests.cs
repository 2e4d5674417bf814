using System.Text.Json;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Tests.Emulators.Solana.Rpc;

public sealed class ReadTests
{
    private const ulong Sol = SolanaFixture.Sol;

    [Fact]
    public async Task Account_has_the_known_shape_and_the_epoch_that_overflows()
    {
        await using var sut = await SolanaFixture.StartAsync();

        var answer = await sut.A.CallAsync("getAccountInfo", sut.Ada.Key.ToString(), new { encoding = "base64" });

        Assert.Equal(
            """{"lamports":10000000000,"data":["","base64"],"owner":"11111111111111111111111111111111","executable":false,"rentEpoch":18446744073709551615,"space":0}""",
            answer.GetProperty("value").GetRawText());
        Assert.True(answer.GetProperty("context").GetProperty("slot").GetUInt64() > 0);
        Assert.Equal(JsonValueKind.Null, (await sut.A.ValueAsync("getAccountInfo", sut.Bob.Key.ToString())).ValueKind);
    }

    [Fact]
    public async Task Holding_is_shown_parsed_with_amounts_as_text()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var mint = await sut.MintAsync(new { decimals = 6 });
        await sut.FundAsync(sut.Ada.Key, 250_000_000, mint);
        sut.Slots(40);

        var items = await sut.A.ValueAsync("getTokenAccountsByOwner", sut.Ada.Key.ToString(), new { mint }, new { encoding = "jsonParsed" });

        var account = Assert.Single(items.EnumerateArray()).GetProperty("account");
        Assert.Equal(2_039_280ul, account.GetProperty("lamports").GetUInt64());
        Assert.Equal(
            $$"""{"program":"spl-token","parsed":{"info":{"isNative":false,"mint":"{{mint}}","owner":"{{sut.Ada.Key}}","state":"initialized","tokenAmount":{"amount":"250000000","decimals":6,"uiAmount":250.0,"uiAmountString":"250"} },"type":"account"},"space":165}""".Replace("} },", "}},", StringComparison.Ordinal),
            account.GetProperty("data").GetRawText());
        Assert.Equal("250000000", (await sut.A.ValueAsync("getTokenSupply", mint)).GetProperty("amount").GetString());
        Assert.Equal("250", (await sut.A.ValueAsync("getTokenAccountBalance", items[0].GetProperty("pubkey").GetString())).GetProperty("uiAmountString").GetString());
        Assert.Empty((await sut.A.ValueAsync("getTokenAccountsByOwner", sut.Ada.Key.ToString(), new { programId = ProgramIds.Token2022.ToString() })).EnumerateArray());
    }

    [Fact]
    public async Task Mint_of_token_2022_shows_its_extensions()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var mint = await sut.MintAsync(new { name = "Taxed", symbol = "TAX", transfer_fee_bps = 100, permanent_delegate = sut.Bob.Key.ToString(), freeze_authority = sut.Bob.Key.ToString() });
        sut.Slots(40);

        var data = (await sut.A.ValueAsync("getAccountInfo", mint, new { encoding = "jsonParsed" })).GetProperty("data");

        Assert.Equal("spl-token-2022", data.GetProperty("program").GetString());
        var info = data.GetProperty("parsed").GetProperty("info");
        Assert.Equal(sut.Bob.Key.ToString(), info.GetProperty("freezeAuthority").GetString());
        var extensions = info.GetProperty("extensions").EnumerateArray().ToDictionary(e => e.GetProperty("extension").GetString()!, e => e.GetProperty("state"));
        Assert.Equal(100, extensions["transferFeeConfig"].GetProperty("newerTransferFee").GetProperty("transferFeeBasisPoints").GetInt32());
        Assert.Equal(sut.Bob.Key.ToString(), extensions["permanentDelegate"].GetProperty("delegate").GetString());
        Assert.Equal(mint, extensions["metadataPointer"].GetProperty("metadataAddress").GetString());
        Assert.Equal("TAX", extensions["tokenMetadata"].GetProperty("symbol").GetString());
    }

    [Fact]
    public async Task Transaction_shows_balances_before_and_after()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var mint = await sut.MintAsync(new { decimals = 6 });
        await sut.FundAsync(sut.Ada.Key, 100, mint);
        sut.Slots(40);
        var key = PublicKey.Parse(mint);
        var (from, to) = (ProgramAddress.OfTokens(sut.Ada.Key, ProgramIds.Token, key), ProgramAddress.OfTokens(sut.Bob.Key, ProgramIds.Token, key));
        var signature = await sut.LandAsync(
            AssociatedTokenProgram.CreateIdempotent(sut.Ada.Key, sut.Bob.Key, key, ProgramIds.Token),
            new Instruction(ProgramIds.Token, [AccountMeta.Write(from), AccountMeta.Read(key), AccountMeta.Write(to), AccountMeta.Sign(sut.Ada.Key)], [12, 40, 0, 0, 0, 0, 0, 0, 0, 6]));
        sut.Slots(40);

        var landed = await sut.A.CallAsync("getTransaction", signature, new { encoding = "jsonParsed", maxSupportedTransactionVersion = 0 });

        var meta = landed.GetProperty("meta");
        Assert.Equal(JsonValueKind.Null, meta.GetProperty("err").ValueKind);
        Assert.Equal("legacy", landed.GetProperty("version").GetString());
        Assert.Equal(2_039_280ul + 5_000, meta.GetProperty("preBalances")[0].GetUInt64() - meta.GetProperty("postBalances")[0].GetUInt64());
        Assert.Equal(["100"], Amounts(meta, "preTokenBalances"));
        Assert.Equal(["40", "60"], Amounts(meta, "postTokenBalances").Order());
        Assert.All(meta.GetProperty("innerInstructions")[0].GetProperty("instructions").EnumerateArray(), i => Assert.Equal(2, i.GetProperty("stackHeight").GetInt32()));
        Assert.Equal([signature], (await sut.A.CallAsync("getSignaturesForAddress", to.ToString(), new { limit = 10 })).EnumerateArray().Select(s => s.GetProperty("signature").GetString()));
    }

    [Fact]
    public async Task Signatures_are_newest_first_between_before_and_until()
    {
        await using var sut = await SolanaFixture.StartAsync();
        var signatures = new List<string>();
        for (ulong i = 1; i <= 4; i++)
        {
            signatures.Add(await sut.LandAsync(SystemProgram.Transfer(sut.Ada.Key, sut.Bob.Key, Sol + i)));
        }

        sut.Slots(40);
        signatures.Reverse();
        async Task<List<string>> Read(object config) =>
            [.. (await sut.A.CallAsync("getSignaturesForAddress", sut.Bob.Key.ToString(), config)).EnumerateArray().Select(s => s.GetProperty("signature").GetString()!)];

        Assert.Equal(signatures, await Read(new { }));
        Assert.Equal(signatures[..2], await Read(new { limit = 2 }));
        Assert.Equal(signatures[1..3], await Read(new { before = signatures[0], until = signatures[3] }));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"getNothing"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"getBalance"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"getBalance","params":["short"]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"getBalance","params":{"a":1}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"getSlot","params":[{"commitment":"sure"}]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"getSlot","params":[{"minContextSlot":9000000000}]}""", -32016)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"getBlockTime","params":[5]}""", -32004)]
    [InlineData("""{"id":1,"method":"getSlot"}""", -32600)]
    [InlineData("[]", -32600)]
    [InlineData("{", -32700)]
    public async Task Wrong_request_has_the_known_error(string body, int code)
    {
        await using var sut = await SolanaFixture.StartAsync();

        var (status, answer, _) = await sut.A.PostAsync(body);

        Assert.Equal(200, status);
        Assert.Equal(code, JsonElement.Parse(answer).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Batch_answers_each_in_its_place()
    {
        await using var sut = await SolanaFixture.StartAsync();

        var (_, body, _) = await sut.A.PostAsync(
            """[{"jsonrpc":"2.0","id":"a","method":"getHealth"},{"jsonrpc":"2.0","id":7,"method":"none"},{"jsonrpc":"2.0","id":8,"method":"getMinimumBalanceForRentExemption","params":[165]}]""");

        Assert.Equal(
            """[{"jsonrpc":"2.0","result":"ok","id":"a"},{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":7},{"jsonrpc":"2.0","result":2039280,"id":8}]""", body);
    }

    [Fact]
    public async Task Worlds_have_different_genesis_hashes()
    {
        await using var one = await SolanaFixture.StartAsync();
        await using var two = await SolanaFixture.StartAsync();

        Assert.NotEqual((await one.A.CallAsync("getGenesisHash")).GetString(), (await two.A.CallAsync("getGenesisHash")).GetString());
    }

    private static List<string> Amounts(JsonElement meta, string name) =>
        [.. meta.GetProperty(name).EnumerateArray().Select(b => b.GetProperty("uiTokenAmount").GetProperty("amount").GetString()!)];
}
