using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.TestKit.State;

namespace PuppetEngine.Tests.Grains.Social;

public sealed class XAppGrainTests
{
    private const string Key = "live/k1";
    private readonly SocialHouse _house = new();

    [Fact]
    public async Task Grant_stores_a_block_once_for_many_slices()
    {
        var posts = 0;
        for (var i = 0; i < 10; i++)
        {
            posts += (await _house.App(Key).Grant($"live/a{i}")).Posts;
        }

        Assert.Equal(10, posts);
        Assert.Equal(1, _house.AppState(Key).Writes);
    }

    [Fact]
    public async Task Grants_never_pass_the_days_limit_also_across_restarts()
    {
        _house.Options.AppPostsPerDay = 25;
        var posts = 0;
        for (var i = 0; i < 60; i++)
        {
            posts += (await _house.App(Key).Grant("live/ada")).Posts;
            if (i % 7 == 0)
            {
                _house.Restart();
            }
        }

        Assert.InRange(posts, 1, 25);
        Assert.Equal(SocialOutcomeCodes.RateWindow, (await _house.App(Key).Grant("live/ada")).Reason);
        _house.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, (await _house.App(Key).Grant("live/ada")).Posts);
    }

    [Fact]
    public async Task A_grant_in_the_second_after_the_windows_end_takes_one_write_and_ends()
    {
        await _house.App(Key).Grant("live/ada");
        _house.Time.Advance(TimeSpan.FromHours(24));
        var writes = _house.AppState(Key).Writes;
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(1, (await _house.App(Key).Grant("live/ada")).Posts);
        }

        Assert.InRange(_house.AppState(Key).Writes - writes, 0, 30);
    }

    [Fact]
    public async Task Grants_stop_at_the_months_cap_of_our_own()
    {
        _house.Options.AppPostsPerMonth = 3;
        for (var i = 0; i < 3; i++)
        {
            Assert.Null((await _house.App(Key).Grant("live/ada")).Reason);
        }

        var refused = await _house.App(Key).Grant("live/ada");
        Assert.Equal((SocialOutcomeCodes.Budget, false), (refused.Reason, refused.Stopped));
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), refused.RetryAt);
    }

    [Fact]
    public async Task Concurrent_grants_share_one_write()
    {
        var arrived = _house.AppState(Key).HoldWrites();
        var grants = Enumerable.Range(0, 8).Select(i => _house.App(Key).Grant($"live/a{i}")).ToList();
        await arrived;
        _house.AppState(Key).Release();

        Assert.All(await Task.WhenAll(grants), g => Assert.Equal(1, g.Posts));
        Assert.Equal(1, _house.AppState(Key).Writes);
    }

    [Fact]
    public async Task A_block_whose_write_failed_is_granted_to_nobody()
    {
        _house.AppState(Key).FailNext = StateFault.BeforeStoring;
        await Assert.ThrowsAsync<IOException>(() => _house.App(Key).Grant("live/ada"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _house.App(Key).Grant("live/ada"));
        _house.Restart();
        Assert.Equal(1, (await _house.App(Key).Grant("live/ada")).Posts);
    }

    [Fact]
    public async Task Report_of_a_spent_window_stops_posts_and_nothing_else_also_after_a_restart()
    {
        await _house.App(Key).Grant("live/ada");
        var reset = _house.Time.GetUtcNow().AddHours(5);
        await _house.App(Key).Report(new RateWindow { Limit = 10_000, Remaining = 0, Reset = reset });
        _house.Restart();

        var slice = await _house.App(Key).Grant("live/ada");
        Assert.Equal((SocialOutcomeCodes.RateWindow, false, reset.AddSeconds(1)), (slice.Reason, slice.Stopped, slice.RetryAt));
        Assert.True((await _house.Account("live/ada").Reserve(SocialHouse.Ask("r", kind: SocialActKind.ReadTimeline))).Granted);
    }

    [Fact]
    public async Task A_block_left_over_is_given_back_when_the_activation_ends()
    {
        await _house.App(Key).Grant("live/ada");
        await _house.App(Key).OnDeactivateAsync(default, CancellationToken.None);
        Assert.Equal(1, _house.AppState(Key).Store.Read()!.Posts!.Used);
    }
}
