using NSubstitute;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.TestKit.State;
using static PuppetEngine.Tests.Grains.Social.SocialHouse;

namespace PuppetEngine.Tests.Grains.Social;

public sealed class XAccountGrainTests
{
    private readonly SocialHouse _house = new();

    private string Ada => _house.Key("ada");

    [Fact]
    public async Task Reserve_is_one_write_and_charged_once_however_often_it_is_asked()
    {
        var first = await _house.Account(Ada).Reserve(Ask("e1"));
        var again = await _house.Account(Ada).Reserve(Ask("e1"));
        _house.Restart();
        var later = await _house.Account(Ada).Reserve(Ask("e1"));

        Assert.True(first.Granted);
        Assert.Equal((first, first), (again, later));
        var status = await _house.Account(Ada).GetStatus();
        Assert.Equal((1, 15_000), (status.PostsToday, status.MicroDollarsToday));
        Assert.Equal(1, _house.StateOf(Ada).Store.Stored);
    }

    [Theory]
    [InlineData(StateFault.BeforeStoring, 0)]
    [InlineData(StateFault.AfterStoring, 1)]
    public async Task Reserve_whose_write_fails_grants_nothing_and_ends_the_activation(StateFault fault, int charged)
    {
        var grain = _house.Account(Ada);
        _house.StateOf(Ada).FailNext = fault;
        await Assert.ThrowsAsync<IOException>(() => grain.Reserve(Ask("e1")));
        _house.ContextOf(Ada).Received(1).Deactivate(Arg.Any<DeactivationReason>(), Arg.Any<CancellationToken>());

        _house.Restart();
        Assert.Equal(charged, (await _house.Account(Ada).GetStatus()).PostsToday);
        Assert.True((await _house.Account(Ada).Reserve(Ask("e1"))).Granted);
        Assert.Equal(1, (await _house.Account(Ada).GetStatus()).PostsToday);
    }

    [Fact]
    public async Task Reserve_stops_at_the_days_posts_and_money_also_after_a_restart()
    {
        for (var i = 0; i < 12; i++)
        {
            Assert.True((await _house.Account(Ada).Reserve(Ask($"e{i}"))).Granted);
            _house.Restart();
        }

        var refused = await _house.Account(Ada).Reserve(Ask("e99"));
        Assert.Equal((false, SocialOutcomeCodes.Budget), (refused.Granted, refused.Reason));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero), refused.RetryAt);

        _house.Time.Advance(TimeSpan.FromHours(12));
        Assert.True((await _house.Account(Ada).Reserve(Ask("e99"))).Granted);
    }

    [Fact]
    public async Task Concurrent_reserves_never_pass_the_budget()
    {
        var permits = new List<SocialPermit>();
        foreach (var i in Enumerable.Range(0, 1_000))
        {
            permits.Add(await _house.Account(Ada).Reserve(Ask($"e{i}", kind: i % 2 == 0 ? SocialActKind.Post : SocialActKind.Reply, link: i % 3 == 0)));
        }

        var status = await _house.Account(Ada).GetStatus();
        Assert.True(status.PostsToday <= 12 && status.RepliesToday <= 30 && status.MicroDollarsToday <= 1_000_000, status.ToString());
        Assert.Equal(status.PostsToday + status.RepliesToday, permits.Count(p => p.Granted));
    }

    [Fact]
    public async Task Settle_gives_back_only_what_was_provably_not_sent()
    {
        var grain = _house.Account(Ada);
        foreach (var effect in new[] { "sent", "doubt", "not", "lost" })
        {
            await grain.Reserve(Ask(effect));
        }

        await grain.Settle(Told("sent", Sent("10")));
        await grain.Settle(Told("doubt", InDoubt()));
        await grain.Settle(Told("not", NotSent(SocialOutcomeCodes.Unreachable)));
        await grain.Settle(Told("not", NotSent(SocialOutcomeCodes.Unreachable)));
        Assert.Equal(3, (await grain.GetStatus()).PostsToday);

        // Doubt ends when the truth is told.
        await grain.Settle(Told("doubt", NotSent(SocialOutcomeCodes.NotFound)));
        Assert.Equal(2, (await grain.GetStatus()).PostsToday);
    }

    [Fact]
    public async Task Settle_of_a_sent_post_moves_the_baseline_and_binds_the_post()
    {
        var grain = _house.Account(Ada);
        Assert.Equal("0", (await grain.Reserve(Ask("e1"))).BaselineId);
        await grain.Settle(Told("e1", Sent("1000")));
        Assert.Equal("1000", (await grain.Reserve(Ask("e2"))).BaselineId);
        Assert.Null(await grain.Claim("e2", ["1000"]));
        Assert.Equal("1000", await grain.Claim("e1", []));
    }

    [Fact]
    public async Task Claim_binds_each_post_to_one_effect_for_good()
    {
        Assert.Equal("7", await _house.Account(Ada).Claim("e1", ["7", "8"]));
        _house.Restart();
        Assert.Equal("8", await _house.Account(Ada).Claim("e2", ["7", "8"]));
        Assert.Null(await _house.Account(Ada).Claim("e3", ["7", "8"]));
        Assert.Equal("7", await _house.Account(Ada).Claim("e1", ["8", "9"]));
    }

    [Fact]
    public async Task Claim_of_a_post_whose_binding_was_forgotten_binds_nobody()
    {
        var grain = _house.Account(Ada);
        for (var i = 0; i < 70; i++)
        {
            await grain.Claim($"e{i}", [$"{100 + i}"]);
            _house.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Null(await grain.Claim("late", ["100"]));
        Assert.Equal("99999", await grain.Claim("late", ["100", "99999"]));
    }

    [Fact]
    public async Task A_closed_window_grants_nothing_before_its_reset_also_after_a_restart()
    {
        await _house.Account(Ada).Reserve(Ask("e1"));
        var reset = _house.Time.GetUtcNow().AddMinutes(15);
        await _house.Account(Ada).Settle(Told("e1", Sent("10") with { Window = new RateWindow { Limit = 100, Remaining = 0, Reset = reset } }));
        _house.Restart();

        var refused = await _house.Account(Ada).Reserve(Ask("e2"));
        Assert.Equal((SocialOutcomeCodes.RateWindow, reset.AddSeconds(1)), (refused.Reason, refused.RetryAt));
        Assert.True((await _house.Account(Ada).Reserve(Ask("e3", kind: SocialActKind.ReadTimeline))).Granted);
        Assert.Equal(SocialOutcomeCodes.RateWindow, (await _house.Account(Ada).GetStatus()).StoppedBy);

        _house.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.True((await _house.Account(Ada).Reserve(Ask("e2"))).Granted);
    }

    [Fact]
    public async Task A_permit_from_before_a_refusal_is_not_handed_out_again_into_the_closed_window()
    {
        var grain = _house.Account(Ada);
        await grain.Reserve(Ask("early"));
        await grain.Reserve(Ask("e1"));
        await grain.Settle(Told("e1", NotSent(SocialOutcomeCodes.RateWindow, _house.Time.GetUtcNow().AddMinutes(5))));
        Assert.Equal(SocialOutcomeCodes.RateWindow, (await grain.Reserve(Ask("early"))).Reason);
    }

    [Fact]
    public async Task Spacing_keeps_posts_of_one_account_apart()
    {
        _house.Options.MinSpacing = TimeSpan.FromSeconds(20);
        await _house.Account(Ada).Reserve(Ask("e1"));
        var refused = await _house.Account(Ada).Reserve(Ask("e2"));
        Assert.Equal((SocialOutcomeCodes.Pacing, _house.Time.GetUtcNow().AddSeconds(20)), (refused.Reason, refused.RetryAt));
        _house.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.True((await _house.Account(Ada).Reserve(Ask("e2"))).Granted);
    }

    [Theory]
    [InlineData(SocialOutcomeCodes.CreditsDepleted)]
    [InlineData(SocialOutcomeCodes.UsageCap)]
    public async Task What_stops_the_app_stops_all_its_accounts_also_after_a_restart(string code)
    {
        var bo = _house.Key("bo");
        await _house.Account(bo).Reserve(Ask("b1"));
        await _house.Account(Ada).Reserve(Ask("a1"));
        await _house.Account(Ada).Settle(Told("a1", NotSent(code)));

        Assert.Equal(code, (await _house.Account(bo).Reserve(Ask("b2"))).Reason);
        Assert.Equal(code, (await _house.Account(bo).Reserve(Ask("b3", kind: SocialActKind.ReadTimeline))).Reason);
        _house.Restart();
        var refused = await _house.Account(Ada).Reserve(Ask("a2"));
        Assert.Equal(code, refused.Reason);
        Assert.Equal(code == SocialOutcomeCodes.UsageCap ? new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) : null, refused.RetryAt);

        await _house.Account(Ada).ClearStop();
        Assert.True((await _house.Account(bo).Reserve(Ask("b4"))).Granted);
        Assert.True((await _house.Account(Ada).Reserve(Ask("a3"))).Granted);
    }

    [Fact]
    public async Task A_stop_that_the_app_could_not_take_is_handed_over_later()
    {
        await _house.Account(Ada).Reserve(Ask("a1"));
        _house.AppState("live/k1").FailNext = StateFault.BeforeStoring;
        await Assert.ThrowsAsync<IOException>(() => _house.Account(Ada).Settle(Told("a1", NotSent(SocialOutcomeCodes.CreditsDepleted))));
        _house.Restart();

        Assert.Equal(SocialOutcomeCodes.CreditsDepleted, (await _house.Account(Ada).Reserve(Ask("a2"))).Reason);
        Assert.Equal(SocialOutcomeCodes.CreditsDepleted, (await _house.Account(_house.Key("bo")).Reserve(Ask("b1"))).Reason);
    }

    [Fact]
    public async Task Refused_credentials_stop_the_account_until_others_are_given()
    {
        await _house.Account(Ada).Reserve(Ask("a1"));
        await _house.Account(Ada).Settle(Told("a1", NotSent(SocialOutcomeCodes.Unauthorized)));
        _house.Restart();
        Assert.Equal(SocialOutcomeCodes.Unauthorized, (await _house.Account(Ada).Reserve(Ask("a2"))).Reason);
        Assert.True((await _house.Account(_house.Key("bo")).Reserve(Ask("b1"))).Granted);

        _house.Fingerprint = "f2";
        Assert.True((await _house.Account(Ada).Reserve(Ask("a2"))).Granted);
    }

    [Fact]
    public async Task An_ended_login_is_not_refreshed_again_and_again()
    {
        _house.Refresh = () => NotSent(SocialOutcomeCodes.NeedsLogin);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(SocialOutcomeCodes.NeedsLogin, (await _house.Account(Ada).RefreshToken()).Code);
            _house.Restart();
        }

        Assert.Equal(1, _house.Refreshes);
        Assert.Equal(SocialOutcomeCodes.NeedsLogin, (await _house.Account(Ada).Reserve(Ask("a1"))).Reason);
        Assert.Equal(SocialOutcomeCodes.NeedsLogin, (await _house.Account(Ada).GetStatus()).StoppedBy);
    }

    [Fact]
    public async Task An_account_of_another_world_or_without_credentials_gets_no_permit()
    {
        Assert.Equal(SocialOutcomeCodes.ForeignWorld, (await _house.Account("emulated-x/ada").Reserve(Ask("e1"))).Reason);
        _house.Problem = "none";
        Assert.Equal(SocialOutcomeCodes.NeedsAccount, (await _house.Account(Ada).Reserve(Ask("e1"))).Reason);
        Assert.Equal(0, _house.StateOf(Ada).Writes);
    }

    [Fact]
    public async Task GetStatus_never_shows_what_is_not_stored()
    {
        await _house.Account(Ada).Reserve(Ask("e1"));
        var arrived = _house.StateOf(Ada).HoldWrites();
        var reserve = _house.Account(Ada).Reserve(Ask("e2"));
        await arrived;
        Assert.Equal(1, (await _house.Account(Ada).GetStatus()).PostsToday);
        _house.StateOf(Ada).Release();
        await reserve;
        Assert.Equal(2, (await _house.Account(Ada).GetStatus()).PostsToday);
    }

    [Fact]
    public async Task An_app_that_stops_while_a_permit_is_stored_takes_it_back()
    {
        await _house.Account(Ada).Reserve(Ask("e1"));
        var arrived = _house.StateOf(Ada).HoldWrites();
        var reserve = _house.Account(Ada).Reserve(Ask("e2"));
        await arrived;
        await _house.App("live/k1").Stop(SocialOutcomeCodes.CreditsDepleted, "no credits", null);
        _house.StateOf(Ada).Release();

        Assert.Equal(SocialOutcomeCodes.CreditsDepleted, (await reserve).Reason);
        Assert.Equal(1, (await _house.Account(Ada).GetStatus()).PostsToday);
    }

    [Fact]
    public async Task An_hour_of_reads_keeps_four_of_them_and_lets_no_settled_post_be_forgotten()
    {
        await _house.Account(Ada).Reserve(Ask("e1"));
        await _house.Account(Ada).Settle(Told("e1", Sent("5")));
        for (var n = 0; n < 60; n++)
        {
            await _house.Account(Ada).Reserve(Ask($"m{n}", kind: SocialActKind.ReadMentions));
            await _house.Account(Ada).Settle(Told($"m{n}", Sent("5") with { PostId = null }, kind: SocialActKind.ReadMentions));
        }

        var permits = _house.StateOf(Ada).State.Permits;
        Assert.Equal(["e1", "m56", "m57", "m58", "m59"], permits.Select(p => p.Effect));
        Assert.True((await _house.Account(Ada).Reserve(Ask("e1"))).Granted);
        Assert.Equal(1, (await _house.Account(Ada).GetStatus()).PostsToday);
    }

    [Fact]
    public async Task State_stays_small_over_hundreds_of_posts()
    {
        var house = new SocialHouse(live: false);
        var key = house.Key("ada");
        for (var i = 1; i <= 600; i++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
            await house.Account(key).Reserve(Ask($"e{i:x32}"));
            await house.Account(key).Settle(Told($"e{i:x32}", Sent($"{1_445_880_548_472_000_000 + i}")));
        }

        Assert.InRange(house.StateOf(key).Store.Bytes!.Length, 1, 24_000);
    }
}
