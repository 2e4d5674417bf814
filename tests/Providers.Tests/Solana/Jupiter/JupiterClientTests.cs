using System.Net;
using PuppetEngine.Providers.Solana.Jupiter;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;

namespace PuppetEngine.Tests.Providers.Solana.Jupiter;

/// <summary>Failures, limits, prices and tokens.</summary>
public sealed class JupiterClientTests
{
    private static readonly JupiterSwapRequest Request = new() { InputMint = SolanaPrograms.WrappedSol, OutputMint = SolanaPrograms.Usdc, Amount = 1, SlippageBasisPoints = 50 };

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "[API Gateway] Too many requests", JupiterProblem.RateLimited)]
    [InlineData(HttpStatusCode.Unauthorized, """{"error":"Unauthorized"}""", JupiterProblem.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden, """{"error":"API key does not have access to this endpoint"}""", JupiterProblem.Forbidden)]
    [InlineData(HttpStatusCode.Forbidden, """{"error":"Request blocked by firewall"}""", JupiterProblem.Blocked)]
    [InlineData(HttpStatusCode.BadGateway, "<html>", JupiterProblem.Server)]
    [InlineData(HttpStatusCode.Redirect, "", JupiterProblem.InvalidAnswer)]
    [InlineData(HttpStatusCode.OK, "", JupiterProblem.InvalidAnswer)]
    [InlineData(HttpStatusCode.OK, "<html>", JupiterProblem.InvalidAnswer)]
    [InlineData(HttpStatusCode.OK, "[]", JupiterProblem.InvalidAnswer)]
    [InlineData(HttpStatusCode.OK, "{}", JupiterProblem.InvalidAnswer)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"No routes found"}""", JupiterProblem.NoRoute)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"Could not find any route","errorCode":"COULD_NOT_FIND_ANY_ROUTE"}""", JupiterProblem.NoRoute)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"x","errorCode":"NO_ROUTES_FOUND"}""", JupiterProblem.NoRoute)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"x","errorCode":"TOKEN_NOT_TRADABLE"}""", JupiterProblem.TokenNotTradable)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"x","errorCode":"ROUTE_PLAN_DOES_NOT_CONSUME_ALL_THE_AMOUNT"}""", JupiterProblem.AmountTooLarge)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"x","errorCode":"CIRCULAR_ARBITRAGE_IS_DISABLED"}""", JupiterProblem.CircularArbitrage)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"x","errorCode":"MARKET_NOT_FOUND"}""", JupiterProblem.MarketNotFound)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"x","errorCode":"NOT_SUPPORTED"}""", JupiterProblem.NotSupported)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"x","errorCode":"CANNOT_COMPUTE_OTHER_AMOUNT_THRESHOLD"}""", JupiterProblem.NoThreshold)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"Invalid taker"}""", JupiterProblem.Refused)]
    public async Task A_failure_has_its_problem_and_is_not_tried_again(HttpStatusCode status, string body, JupiterProblem problem)
    {
        var jupiter = new ScriptedJupiter(body) { Status = status };

        var result = await jupiter.Client.BuildAsync(Request, default);

        Assert.Equal((problem, false), (result.Failure!.Problem, result.Failure.MayHaveActed));
        Assert.Single(jupiter.Requests);
    }

    [Fact]
    public async Task A_broken_execution_may_have_acted_and_an_unreachable_one_has_not()
    {
        var order = new JupiterOrder
        {
            Quote = null!, Router = "metis", RequestId = "r", LastValidBlockHeight = 1, Transaction = null,
        };
        var transaction = PuppetEngine.Providers.Solana.Transactions.SolanaTransaction.Parse(Inspection.RouteVector.All[0].Transaction);

        var broken = await new ScriptedJupiter("") { Breaks = new IOException() }.Client.ExecuteAsync(transaction, order, default);
        var failed = await new ScriptedJupiter("") { Status = HttpStatusCode.InternalServerError }.Client.ExecuteAsync(transaction, order, default);
        var garbled = await new ScriptedJupiter("<html>").Client.ExecuteAsync(transaction, order, default);
        var unreachable = await new ScriptedJupiter("") { Breaks = new HttpRequestException(HttpRequestError.ConnectionError) }.Client.ExecuteAsync(transaction, order, default);
        var limited = await new ScriptedJupiter("") { Status = HttpStatusCode.TooManyRequests }.Client.ExecuteAsync(transaction, order, default);

        Assert.Equal((JupiterProblem.Broken, true), (broken.Failure!.Problem, broken.Failure.MayHaveActed));
        Assert.Equal((JupiterProblem.Server, true), (failed.Failure!.Problem, failed.Failure.MayHaveActed));
        Assert.Equal((JupiterProblem.InvalidAnswer, true), (garbled.Failure!.Problem, garbled.Failure.MayHaveActed));
        Assert.Equal((JupiterProblem.Unreachable, false), (unreachable.Failure!.Problem, unreachable.Failure.MayHaveActed));
        Assert.Equal((JupiterProblem.RateLimited, false), (limited.Failure!.Problem, limited.Failure.MayHaveActed));
    }

    [Fact]
    public async Task The_key_is_sent_and_the_window_is_read()
    {
        var jupiter = new ScriptedJupiter("[]")
        {
            Key = "a-key", Headers = { ["x-ratelimit-remaining"] = "-3", ["x-ratelimit-current"] = "63", ["x-ratelimit-reset"] = "1795257600" },
        };
        var keyless = new ScriptedJupiter("[]");

        var result = await jupiter.Client.VerifiedTokensAsync(default);

        Assert.Equal(new JupiterRateLimit(-3, 63, DateTimeOffset.FromUnixTimeSeconds(1795257600)), result.RateLimit);
        Assert.Equal(["a-key"], jupiter.Requests[0].Request.Headers.GetValues("x-api-key"));
        Assert.Null((await keyless.Client.VerifiedTokensAsync(default)).RateLimit);
        Assert.False(keyless.Requests[0].Request.Headers.Contains("x-api-key"));
    }

    [Fact]
    public async Task Prices_are_asked_fifty_at_a_time_and_what_is_missing_has_none()
    {
        var mints = Enumerable.Range(0, 119).Select(i => new PublicKey([.. BitConverter.GetBytes(i + 1), .. new byte[28]])).Append(SolanaPrograms.WrappedSol).ToList();
        var jupiter = new ScriptedJupiter(request => request.RequestUri!.Query.Contains(SolanaPrograms.WrappedSol.ToString(), StringComparison.Ordinal)
            ? $$$"""{"{{{SolanaPrograms.WrappedSol}}}":{"usdPrice":147.4789289738,"blockId":348004023,"decimals":9,"priceChange24h":-1.29,"liquidity":621679197.67,"createdAt":"2024-06-05T08:55:25Z"},"{{{SolanaPrograms.Usdc}}}":{"usdPrice":9,"decimals":6}}"""
            : $$$"""{"{{{mints[0]}}}":{"usdPrice":1e-9,"decimals":5},"{{{mints[1]}}}":{"usdPrice":0,"decimals":5},"{{{mints[2]}}}":null}""");

        var prices = (await jupiter.Client.PricesAsync(mints, default)).Value!;

        Assert.Equal(3, jupiter.Requests.Count);
        Assert.Equal(new JupiterPrice(147.4789289738m, 9, 348004023, -1.29m, 621679197.67m), prices[SolanaPrograms.WrappedSol]);
        Assert.Equal(0.000000001m, prices[mints[0]].Usd);
        Assert.Equal(2, prices.Count);
    }

    [Fact]
    public async Task Tokens_are_read_with_what_decides_about_them()
    {
        var jupiter = new ScriptedJupiter("""
            [{"id":"EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v","name":"USD Coin","symbol":"USDC","decimals":6,"tokenProgram":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA","isVerified":true,
              "audit":{"mintAuthorityDisabled":false,"topHoldersPercentage":12.5},"organicScore":99.9,"liquidity":1000000.5,"mcap":3e9,"usdPrice":0.9999,"firstPool":{"createdAt":"2021-03-29T10:05:48Z"}},
             {"id":"So11111111111111111111111111111111111111112","name":"Wrapped SOL","symbol":"SOL","decimals":9}]
            """);

        var tokens = (await jupiter.Client.ListTokensAsync(JupiterTokenList.TopTrending, JupiterInterval.FiveMinutes, default)).Value;

        Assert.Equal("/tokens/v2/toptrending/5m", jupiter.Requests[0].Request.RequestUri!.AbsolutePath);
        Assert.Equal((SolanaPrograms.Usdc, (byte)6, (PublicKey?)SolanaPrograms.Token, true), (tokens[0].Mint, tokens[0].Decimals, tokens[0].TokenProgram, tokens[0].IsVerified));
        Assert.Equal((false, null, 12.5m, 1000000.5m), (tokens[0].MintAuthorityDisabled, tokens[0].FreezeAuthorityDisabled, tokens[0].TopHoldersPercent, tokens[0].LiquidityUsd));
        Assert.Equal(new DateTimeOffset(2021, 3, 29, 10, 5, 48, TimeSpan.Zero), tokens[0].FirstPoolAt);
        Assert.True(!tokens[1].IsVerified && tokens[1].UsdPrice is null && tokens[1].MintAuthorityDisabled is null && tokens[1].FirstPoolAt is null);
    }

    [Fact]
    public async Task A_search_is_escaped()
    {
        var jupiter = new ScriptedJupiter("[]");

        await jupiter.Client.SearchTokensAsync("a&b=c d", default);

        Assert.Equal("?query=a%26b%3Dc%20d", jupiter.Requests[0].Request.RequestUri!.Query);
    }

    [Theory]
    [InlineData("http://api.jup.ag")]
    [InlineData("https://api.jup.ag?key=1")]
    [InlineData("https://u:p@api.jup.ag")]
    [InlineData("")]
    public void Settings_that_would_show_the_key_are_refused(string address)
    {
        Assert.Contains("Puppet:Jupiter:BaseUrl", new JupiterOptionsValidator().Validate(null, new JupiterOptions { BaseUrl = address }).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_checked_at_start()
    {
        var validator = new JupiterOptionsValidator();

        Assert.True(validator.Validate(null, new JupiterOptions()).Succeeded);
        Assert.True(validator.Validate(null, new JupiterOptions { ApiKeyFile = "/nowhere/at/all" }).Failed);
        Assert.True(validator.Validate(null, new JupiterOptions { ExecuteTimeout = TimeSpan.FromHours(1) }).Failed);
    }
}
