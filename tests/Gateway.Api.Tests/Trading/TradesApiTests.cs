using NSubstitute;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Trading;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Trading;

public sealed class TradesApiTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;

    public TradesApiTests(SharedGateway shared)
    {
        _gateway = shared.Fresh();
        _gateway.Cluster.AddAgent("ada");
    }

    private static object Order(string amount = "10000000") => new { input_mint = Mints.Sol, output_mint = Mints.Usdc, amount, reason = "Rent is due." };

    private EffectView Held() => _gateway.Cluster.AddTrade("ada", new TradeCommand { Cause = "ops/k", BodyHash = "", By = "ops", InputMint = Mints.Sol, OutputMint = Mints.Usdc, InputUnits = ulong.MaxValue }, TradeStage.Held);

    [Fact]
    public async Task An_order_is_202_with_its_trade_and_amounts_as_texts()
    {
        var response = await _gateway.PostAsync("/v1/agents/ada/trades", Order("18446744073709551615"), "k1");

        var trade = await JsonAsync(response, 202);
        Assert.Equal(("planned", "18446744073709551615"), ((string)trade["stage"]!, (string)trade["amount"]!));
        Assert.Equal($"/v1/agents/ada/trades/{trade["trade_id"]}", response.Headers.Location?.ToString());
        var command = Assert.IsType<TradeCommand>(_gateway.Cluster.Commands.Single());
        Assert.Equal(("admin/k1", "admin", Mints.Sol, Mints.Usdc, ulong.MaxValue, "Rent is due."), (command.Cause, command.By, command.InputMint, command.OutputMint, command.InputUnits, command.Reason));
    }

    [Theory]
    [InlineData("0", "amount")]
    [InlineData("-1", "amount")]
    [InlineData("1.5", "amount")]
    [InlineData("1e9", "amount")]
    [InlineData("18446744073709551616", "amount")]
    [InlineData(" 1", "amount")]
    public async Task An_amount_that_is_none_is_a_400_that_names_it(string amount, string field)
    {
        var problem = await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/trades", Order(amount), "k1"), 400, "invalid_body");
        Assert.Equal(field, (string)problem["errors"]![0]!["field"]!);
        Assert.Empty(_gateway.Cluster.Commands);
    }

    [Fact]
    public async Task An_order_needs_its_mints_and_its_key()
    {
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/trades", new { output_mint = Mints.Usdc, amount = "1" }, "k1"), 400, "invalid_body");
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/trades", new { input_mint = Mints.Sol, amount = "1" }, "k1"), 400, "invalid_body");
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/trades", new { input_mint = Mints.Sol, output_mint = Mints.Usdc, amount = "1", slippage_bps = 0 }, "k1"), 400, "invalid_body");
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/trades", Order(), null), 400, "idempotency_key_required");
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_agents_words()
    {
        _gateway.Cluster.NextResult = new CommandResult { Problem = AgentProblemCodes.TradingRefused, Detail = "The agent does not trade." };
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/trades", Order(), "k1"), 422, "trading_refused");
    }

    [Fact]
    public async Task An_approval_binds_the_hash_and_names_who_gives_it()
    {
        var held = Held();
        TradeReview? review = null;
        _gateway.Cluster.Wallet("emulated-1/W1").Review(Arg.Do<TradeReview>(r => review = r)).Returns(new TradeResult { Trade = held.Trade! with { Stage = TradeStage.Planned } });

        var trade = await JsonAsync(await _gateway.PostAsync($"/v1/agents/ada/trades/{held.EffectId}/approve", new { hash = "abc" }, null), 200);

        Assert.Equal("planned", (string)trade["stage"]!);
        Assert.Equal((held.EffectId, "approve", "admin", "abc", true), (review!.TradeId, review.Verdict, review.By, review.Hash, review.OthersMayApprove));
    }

    [Fact]
    public async Task An_approval_without_its_hash_and_one_that_the_wallet_refuses_change_nothing()
    {
        var held = Held();
        _gateway.Cluster.Wallet("emulated-1/W1").Review(Arg.Any<TradeReview>()).Returns(new TradeResult { Problem = "approval_expired", Detail = "Order it again." });
        await ProblemAsync(await _gateway.PostAsync($"/v1/agents/ada/trades/{held.EffectId}/approve", new { }, null), 400, "invalid_body");
        await ProblemAsync(await _gateway.PostAsync($"/v1/agents/ada/trades/{held.EffectId}/approve", new { hash = "abc" }, null), 409, "approval_expired");
        await ProblemAsync(await _gateway.PostAsync($"/v1/agents/ada/trades/{held.EffectId}/resolve", new { outcome = "sent" }, null), 400, "invalid_body");
    }

    [Fact]
    public async Task A_trade_is_not_approved_as_a_post_is()
    {
        var held = _gateway.Cluster.Change(Held(), e => e with { State = EffectState.Held });
        var problem = await ProblemAsync(await _gateway.PostAsync($"/v1/effects/{held.EffectId}/approve", new { }, null), 409, "effect_state");
        Assert.Contains($"/v1/agents/ada/trades/{held.EffectId}/approve", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Empty(_gateway.Cluster.Commands);
    }

    [Fact]
    public async Task Trades_are_listed_and_found_for_their_own_agent_only()
    {
        var trade = Held();
        _gateway.Cluster.AddEffect("ada", EffectState.Confirmed, "a post");
        _gateway.Cluster.AddAgent("bo");
        var list = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/trades"), 200);
        Assert.Equal([trade.EffectId], list["items"]!.AsArray().Select(t => (string)t!["trade_id"]!));
        await JsonAsync(await _gateway.Admin.GetAsync($"/v1/agents/ada/trades/{trade.EffectId}"), 200);
        await ProblemAsync(await _gateway.Admin.GetAsync($"/v1/agents/bo/trades/{trade.EffectId}"), 404, "effect_not_found");
        await ProblemAsync(await _gateway.PostAsync($"/v1/agents/bo/trades/{trade.EffectId}/reject", new { }, null), 404, "effect_not_found");
    }

    [Fact]
    public async Task The_wallet_shows_its_limits_and_why_it_rests()
    {
        _gateway.Cluster.Trader("ada").GetTrader().Returns(new TraderProfile { Refusal = "The agent does not trade.", Wallet = "W1", World = "emulated-1" });
        _gateway.Cluster.Wallet("emulated-1/W1").GetWallet().Returns(new WalletView { Wallet = "W1", World = "emulated-1", RealisedLamports = -5, Positions = [new PositionView { Mint = "m", Units = 3, CostLamports = 4 }] });
        var wallet = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/wallet"), 200);
        Assert.Equal(("W1", "The agent does not trade.", "dry_run", "100000000", "-5"), ((string)wallet["wallet"]!, (string)wallet["refusal"]!, (string)wallet["mode"]!, (string)wallet["per_trade_lamports"]!, (string)wallet["realised_lamports"]!));
        Assert.Equal("3", (string)wallet["positions"]![0]!["amount"]!);
    }
}
