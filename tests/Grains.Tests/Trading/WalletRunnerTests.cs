using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Tests.Grains.Trading;

public sealed class WalletRunnerTests
{
    private readonly TradingHouse _house = new();

    [Fact]
    public async Task A_trade_is_quoted_judged_signed_stored_sent_read_and_entered()
    {
        await _house.ProposeAsync("e1");
        await _house.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([TradeStage.Planned, TradeStage.Signed, TradeStage.Landed, TradeStage.Settling, TradeStage.Settled], _house.Told.Select(t => t.Stage));
        var ended = _house.Told[^1];
        Assert.Equal((10_000_000UL, 2_000_000UL, 25_000UL), (ended.SpentUnits, ended.ReceivedUnits, ended.FeeLamports));
        Assert.Equal(new Position(Mints.Usdc, 2_000_000, 10_025_000), _house.Store.Current.Ledger[Mints.Usdc]);
        Assert.Single(_house.Chain.All);
    }

    [Fact]
    public async Task Nothing_is_signed_where_the_agent_may_not_trade()
    {
        _house.Profile = _house.Profile with { Refusal = "Trading is off." };
        await _house.ProposeAsync("e1");
        await _house.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((TradeStage.Refused, TradeCodes.NoTrader), (_house.Told[^1].Stage, _house.Told[^1].Verdict));
        Assert.Empty(_house.Chain.All);
    }

    [Fact]
    public async Task A_dry_run_is_judged_and_recorded()
    {
        _house.Profile = _house.Profile with { Mode = TradeMode.DryRun };
        await _house.ProposeAsync("e1");
        await _house.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(TradeStage.DryRun, _house.Told[^1].Stage);
        Assert.NotNull(_house.Told[^1].Terms);
        Assert.Empty(_house.Chain.All);
    }

    [Fact]
    public async Task A_held_trade_is_signed_after_its_approval_and_given_up_without()
    {
        _house.Profile = _house.Profile with { Limits = _house.Profile.Limits with { ApprovalAbove = 0 } };
        await _house.ProposeAsync("e1");
        await _house.ProposeAsync("e2");
        await _house.RunAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(_house.Chain.All);
        Assert.All(_house.Store.Current.Open, t => Assert.Equal(TradeStage.Held, t.Stage));
        var held = _house.Store.Current.Open[0];
        await _house.Store.CommitAsync(s => WalletMachine.Step(s, TradeMachine.Approve(held, "ops", _house.Time.GetUtcNow()), null, _house.Time.GetUtcNow()));
        await _house.RunAsync(TimeSpan.FromMinutes(20));
        Assert.Equal("e1", Assert.Single(_house.Chain.All).Trade);
        Assert.Equal((TradeStage.Cancelled, TradeMachine.Expired), (_house.Told[^1].Stage, _house.Told[^1].Verdict));
    }

    [Fact]
    public async Task A_silent_kill_switch_stops_everything_and_ends_nothing()
    {
        await _house.ProposeAsync("e1");
        _house.SwitchIsSilent = true;
        await _house.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(_house.Chain.All);
        Assert.Equal(TradeStage.Planned, Assert.Single(_house.Store.Current.Open).Stage);
        _house.SwitchIsSilent = false;
        await _house.RunAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(TradeStage.Settled, _house.Told[^1].Stage);
    }

    [Fact]
    public async Task Less_than_the_least_stops_the_agent()
    {
        await _house.ProposeAsync("e1");
        await _house.RunAsync(TimeSpan.FromSeconds(3));
        var signed = Assert.Single(_house.Store.Current.Open);
        await _house.Store.CommitAsync(s => s with { Open = s.Open.Replace(signed, signed with { Terms = signed.Terms! with { LeastUnits = 2_000_001 } }) });
        await _house.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["ada"], _house.Switch.Agents);
        Assert.Equal(TradeStage.Settled, _house.Told[^1].Stage);
    }

    /// <summary>The switch is set at each point at which the wallet waits for something, one after the other: from then on nothing is signed and nothing sent.</summary>
    [Fact]
    public async Task After_the_kill_switch_nothing_is_sent_at_whatever_point_it_is_set()
    {
        for (var point = 0; ; point++)
        {
            var house = new TradingHouse(point);
            var passed = 0;
            var (stopped, signatures) = (false, 0);
            house.At = name =>
            {
                if (passed++ == point && name != "send.before")
                {
                    house.Switch = house.Switch with { Epoch = house.Switch.Epoch + 1, All = true };
                    house.Chain.IsForbidden = true;
                    (stopped, signatures) = (true, house.Chain.All.Count);
                }
            };
            await house.ProposeAsync("e1");
            await house.RunAsync(TimeSpan.FromMinutes(5));
            Assert.True(house.Chain.SendsWhileForbidden == 0, $"sent after point {point}");
            Assert.Empty(house.Store.Current.Open);
            if (passed <= point)
            {
                break;
            }

            Assert.True(!stopped || house.Chain.All.Count <= signatures + 1);
        }
    }
}
