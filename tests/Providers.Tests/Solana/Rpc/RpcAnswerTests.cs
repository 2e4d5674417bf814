using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Rpc;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Rpc;

/// <summary>Every answer that an endpoint may give, also those that no emulator gives.</summary>
public sealed class RpcAnswerTests
{
    private static readonly PublicKey Key = PublicKey.Parse("So11111111111111111111111111111111111111112");

    [Theory]
    [InlineData(-32002, """{"err":"BlockhashNotFound","logs":[]}""", SolanaRpcProblem.BlockhashNotFound)]
    [InlineData(-32002, """{"err":"AlreadyProcessed","logs":null}""", SolanaRpcProblem.AlreadyProcessed)]
    [InlineData(-32002, """{"err":{"InstructionError":[0,{"Custom":6001}]},"logs":["a"]}""", SolanaRpcProblem.Preflight)]
    [InlineData(-32002, """{"err":{"InsufficientFundsForRent":{"account_index":0}}}""", SolanaRpcProblem.Preflight)]
    [InlineData(-32003, "null", SolanaRpcProblem.SignatureVerification)]
    [InlineData(-32004, "null", SolanaRpcProblem.BlockNotAvailable)]
    [InlineData(-32005, """{"numSlotsBehind":200}""", SolanaRpcProblem.NodeBehind)]
    [InlineData(-32007, "null", SolanaRpcProblem.BlockNotAvailable)]
    [InlineData(-32015, "null", SolanaRpcProblem.UnsupportedVersion)]
    [InlineData(-32016, "null", SolanaRpcProblem.MinContextSlot)]
    [InlineData(-32601, "null", SolanaRpcProblem.MethodNotFound)]
    [InlineData(-32602, "null", SolanaRpcProblem.InvalidParameters)]
    [InlineData(429, "null", SolanaRpcProblem.RateLimited)]
    [InlineData(-1, "null", SolanaRpcProblem.Other)]
    public async Task An_error_has_its_problem(int code, string data, SolanaRpcProblem problem)
    {
        var node = new ScriptedNode($$"""{"jsonrpc":"2.0","error":{"code":{{code}},"message":"secret words","data":{{data}}},"id":0}""");

        var failure = await Assert.ThrowsAsync<SolanaRpcException>(() => node.Rpc.GetSlotAsync(RpcCommitment.Finalized, default));

        Assert.Equal((problem, (int?)code), (failure.Problem, failure.Code));
        Assert.DoesNotContain("secret words", failure.Message, StringComparison.Ordinal);
        Assert.Equal(failure.IsTransient ? 4 : 1, node.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, SolanaRpcProblem.RateLimited, 4)]
    [InlineData(HttpStatusCode.Forbidden, SolanaRpcProblem.Blocked, 4)]
    [InlineData(HttpStatusCode.BadGateway, SolanaRpcProblem.Server, 4)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, SolanaRpcProblem.InvalidParameters, 1)]
    [InlineData(HttpStatusCode.Found, SolanaRpcProblem.InvalidAnswer, 4)]
    public async Task A_status_has_its_problem(HttpStatusCode status, SolanaRpcProblem problem, int attempts)
    {
        var node = new ScriptedNode("{}") { Status = status };

        var failure = await Assert.ThrowsAsync<SolanaRpcException>(() => node.Rpc.GetSlotAsync(RpcCommitment.Finalized, default));

        Assert.Equal(problem, failure.Problem);
        Assert.Equal(attempts, node.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"jsonrpc":"2.0","id":0}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":5}""")]
    [InlineData("""{"jsonrpc":"2.0","id":"0","result":5}""")]
    [InlineData("""[{"jsonrpc":"2.0","id":0,"result":5},{"jsonrpc":"2.0","id":0,"result":6}]""")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"result":"5"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"result":-5}""")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"result":5.5}""")]
    [InlineData("""{"jsonrpc":"2.0","id":0,"result":null}""")]
    public async Task Garbage_is_an_invalid_answer(string body)
    {
        var failure = await Assert.ThrowsAsync<SolanaRpcException>(() => new ScriptedNode(body).Rpc.GetSlotAsync(RpcCommitment.Finalized, default));

        Assert.Equal(SolanaRpcProblem.InvalidAnswer, failure.Problem);
    }

    [Theory]
    [InlineData("18446744073709551615")]
    [InlineData("1.8446744073709552e19")]
    public async Task An_account_that_pays_no_rent_is_read(string epoch)
    {
        var node = new ScriptedNode(InContext($$"""{"lamports":18446744073709551615,"owner":"{{Key}}","data":["AQI=","base64"],"executable":false,"rentEpoch":{{epoch}},"space":2}"""));

        var account = (await node.Rpc.GetAccountAsync(Key, RpcCommitment.Confirmed, default)).Value!;

        Assert.Equal((ulong.MaxValue, ulong.MaxValue), (account.Lamports, account.RentEpoch));
        Assert.Equal(new byte[] { 1, 2 }, account.Data);
    }

    [Theory]
    [InlineData("""{"amount":"250000000","decimals":6,"uiAmount":250.0,"uiAmountString":"250"}""", true)]
    [InlineData("""{"amount":"18446744073709551615","decimals":0,"uiAmount":null}""", true)]
    [InlineData("""{"amount":250000000,"decimals":6}""", false)]
    [InlineData("""{"amount":"250.5","decimals":6}""", false)]
    [InlineData("""{"amount":"-1","decimals":6}""", false)]
    [InlineData("""{"amount":"1e3","decimals":6}""", false)]
    public async Task Amounts_are_strings_of_digits(string amount, bool valid)
    {
        var call = new ScriptedNode(InContext(amount)).Rpc.GetTokenAccountBalanceAsync(Key, RpcCommitment.Confirmed, default);

        if (valid)
        {
            Assert.True((await call).Value.Amount > 0);
        }
        else
        {
            Assert.Equal(SolanaRpcProblem.InvalidAnswer, (await Assert.ThrowsAsync<SolanaRpcException>(() => call)).Problem);
        }
    }

    [Fact]
    public async Task Replies_of_a_batch_are_found_by_their_ids()
    {
        var node = new ScriptedNode(request => new JsonArray([.. request.AsArray().Reverse().Select(call => (JsonNode)new JsonObject
        {
            ["jsonrpc"] = "2.0", ["id"] = call!["id"]!.GetValue<int>(), ["result"] = JsonNode.Parse(InContext($$"""{"lamports":{{call["id"]}},"owner":"{{Key}}","data":["","base64"],"executable":false,"rentEpoch":0}"""))!["result"]!.DeepClone(),
        })]).ToJsonString());

        var accounts = await node.Rpc.GetAccountsAsync([Key, Key, Key], RpcCommitment.Confirmed, default);

        Assert.Equal([0UL, 1, 2], accounts.Select(account => account.Value!.Lamports));
        Assert.Single(node.Requests);
    }

    [Fact]
    public async Task Statuses_are_asked_in_parts_and_old_words_are_read()
    {
        var node = new ScriptedNode(request => InContext("[" + string.Join(',', Enumerable.Range(0, request["params"]![0]!.AsArray().Count).Select(i => (i % 4) switch
        {
            0 => "null",
            1 => """{"slot":5,"confirmations":null,"err":null,"status":{"Ok":null},"confirmationStatus":"finalized"}""",
            2 => """{"slot":5,"confirmations":3,"err":{"InstructionError":[2,"InvalidAccountData"]},"confirmationStatus":"confirmed"}""",
            _ => """{"slot":5,"confirmations":null,"err":null}""",
        })) + "]"));

        var statuses = await node.Rpc.GetSignatureStatusesAsync([.. Enumerable.Repeat(default(Signature), 300)], searchHistory: true, default);

        Assert.Equal((300, 2), (statuses.Length, node.Requests.Count));
        Assert.Null(statuses[0].Value);
        Assert.Equal(RpcCommitment.Finalized, statuses[1].Value!.Commitment);
        Assert.Equal(new RpcTransactionError("InstructionError", 2, "InvalidAccountData", null), statuses[2].Value!.Error);
        Assert.Equal(RpcCommitment.Finalized, statuses[3].Value!.Commitment);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_send_is_never_tried_twice(HttpStatusCode status)
    {
        var node = new ScriptedNode("") { Status = status };

        await Assert.ThrowsAsync<SolanaRpcException>(() => node.Rpc.SendTransactionAsync(Transaction(), skipPreflight: true, RpcCommitment.Confirmed, default));

        Assert.Single(node.Requests);
    }

    [Fact]
    public async Task A_send_that_is_answered_with_another_signature_is_an_invalid_answer()
    {
        var node = new ScriptedNode($$"""{"jsonrpc":"2.0","id":0,"result":"{{new Signature([.. Enumerable.Repeat((byte)3, 64)])}}"}""");

        var failure = await Assert.ThrowsAsync<SolanaRpcException>(() => node.Rpc.SendTransactionAsync(Transaction(), skipPreflight: true, RpcCommitment.Confirmed, default));

        Assert.Equal((SolanaRpcProblem.InvalidAnswer, true), (failure.Problem, failure.MayHaveArrived));
    }

    [Fact]
    public async Task Nobody_there_is_unreachable_and_one_endpoint_gives_no_second_opinion()
    {
        await using var services = SolanaFixture.Services([("Endpoints:0", "http://127.0.0.1:9"), ("MaxAttempts", "2")]);
        var rpc = services.GetRequiredService<SolanaRpcClient>();

        var failure = await Assert.ThrowsAsync<SolanaRpcException>(() => rpc.GetSlotAsync(RpcCommitment.Finalized, default));

        Assert.Equal((SolanaRpcProblem.Unreachable, false), (failure.Problem, failure.MayHaveArrived));
        await Assert.ThrowsAsync<InvalidOperationException>(() => rpc.AskTwoAsync(one => one.GetSlotAsync(RpcCommitment.Finalized, default)));
    }

    [Fact]
    public async Task The_price_for_haste_is_a_percentile_of_recent_blocks()
    {
        var node = new ScriptedNode("""{"jsonrpc":"2.0","id":0,"result":[{"slot":1,"prioritizationFee":0},{"slot":2,"prioritizationFee":900},{"slot":3,"prioritizationFee":100},{"slot":4,"prioritizationFee":200}]}""");

        Assert.Equal(200UL, await node.Rpc.GetPriorityPriceAsync([Key], 75, default));
        Assert.Equal("getRecentPrioritizationFees", node.Requests[0]["method"]!.GetValue<string>());
    }

    private static SolanaTransaction Transaction()
    {
        using var pair = new SolanaKeyPair(new byte[32]);
        return SolanaTransaction.Unsigned(MessageCompiler.Compile(pair.Address, [], default)).Sign(pair);
    }

    private static string InContext(string value) => $$"""{"jsonrpc":"2.0","id":0,"result":{"context":{"slot":9,"apiVersion":"2.0"},"value":{{value}} } }""";

    private sealed class ScriptedNode(Func<JsonNode, string> answer) : HttpMessageHandler
    {
        private ServiceProvider? _services;

        public ScriptedNode(string answer)
            : this(_ => answer)
        {
        }

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public List<JsonNode> Requests { get; } = [];

        public SolanaRpcClient Rpc => (_services ??= SolanaFixture.Services([("Endpoints:0", "https://a.example"), ("Endpoints:1", "https://b.example")], this)).GetRequiredService<SolanaRpcClient>();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            Requests.Add(body);
            return new HttpResponseMessage(Status) { Content = new StringContent(answer(body), Encoding.UTF8, "application/json") };
        }
    }
}
