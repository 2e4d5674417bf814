using System.Net.Http.Headers;

namespace PuppetEngine.Tests.Emulators.X.Limits;

public sealed class LimitTests
{
    [Fact]
    public async Task Headers_count_down_and_tell_the_reset()
    {
        await using var sut = await EmulatorFixture.StartAsync();

        var posted = await sut.As("ada").PostAsync("one");

        Assert.Equal("100", posted.Header("x-rate-limit-limit"));
        Assert.Equal("99", posted.Header("x-rate-limit-remaining"));
        Assert.Equal(sut.Time.GetUtcNow().AddMinutes(15).ToUnixTimeSeconds().ToString(), posted.Header("x-rate-limit-reset"));
        Assert.Equal("2399", posted.Header("x-user-limit-24hour-remaining"));
        Assert.Equal("9999", posted.Header("x-app-limit-24hour-remaining"));
        Assert.Equal("read-write", posted.Header("x-access-level"));
        Assert.NotEmpty(posted.Header("x-transaction-id"));
    }

    [Fact]
    public async Task Exhausted_window_refuses_and_counts_who_comes_again_until_the_reset()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        await ada.PostAsync("one");
        await sut.ControlPostAsync("/control/x/windows", new { account = "ada", bucket = "post", limit = 2, remaining = 1 });
        var last = await ada.PostAsync("two");

        var refused = await ada.PostAsync("three");

        Assert.Equal("0", last.Header("x-rate-limit-remaining"));
        Assert.Equal(429, refused.Status);
        Assert.Equal("Too Many Requests", refused.Json.GetProperty("title").GetString());
        Assert.Equal(1, await sut.CounterAsync("x", "closed_window"));
        sut.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(201, (await ada.PostAsync("three")).Status);
        Assert.Equal(1, await sut.CounterAsync("x", "closed_window"));
    }

    [Fact]
    public async Task User_s_day_is_limited_apart_from_the_quarter_hour()
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.X.Tier = "free");
        var ada = sut.As("ada");
        for (var i = 0; i < 17; i++)
        {
            Assert.Equal(201, (await ada.PostAsync($"number {i}")).Status);
        }

        var refused = await ada.PostAsync("number 17");

        Assert.Equal(429, refused.Status);
        Assert.NotEqual("0", refused.Header("x-rate-limit-remaining"));
        Assert.Equal("0", refused.Header("x-user-limit-24hour-remaining"));
        sut.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(201, (await ada.PostAsync("number 17")).Status);
    }

    [Fact]
    public async Task Monthly_cap_is_another_429_and_ends_with_the_month()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        await sut.ControlPostAsync("/control/x/windows", new { monthly_posts = 1 });
        await ada.PostAsync("one");

        var refused = await ada.PostAsync("two");
        await ada.PostAsync("three");

        Assert.Equal(429, refused.Status);
        Assert.Equal("UsageCapExceeded", refused.Json.GetProperty("title").GetString());
        Assert.Equal("Monthly", refused.Json.GetProperty("period").GetString());
        Assert.NotEqual("0", refused.Header("x-rate-limit-remaining"));
        Assert.Equal(1, await sut.CounterAsync("x", "after_cap"));
        sut.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(201, (await ada.PostAsync("two")).Status);
    }

    [Fact]
    public async Task Credits_run_out_at_the_stated_prices()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        await sut.ControlPostAsync("/control/x/windows", new { credits_usd = 0.21 });

        Assert.Equal(201, (await ada.PostAsync("plain, 0.015")).Status);
        Assert.Equal(201, (await ada.PostAsync("with a link, 0.200: example.com")).Status);
        var refused = await ada.PostAsync("broke");
        await ada.PostAsync("broke again");

        Assert.Equal(402, refused.Status);
        Assert.Equal("CreditsDepleted", refused.Json.GetProperty("title").GetString());
        Assert.Equal(1, await sut.CounterAsync("x", "after_402"));
    }

    [Fact]
    public async Task Read_only_token_is_told_so()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.ControlPostAsync("/control/x/accounts", new { handle = "ada", access = "read" });

        var refused = await sut.As("ada").PostAsync("hi");

        Assert.Equal(403, refused.Status);
        Assert.Equal("read", refused.Header("x-access-level"));
        Assert.EndsWith("oauth1-permissions", refused.Json.GetProperty("type").GetString());
    }

    [Fact]
    public async Task App_only_token_reads_and_may_not_post()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var post = await sut.As("ada").PostAsync("hi");

        Assert.Equal(200, await AppOnlyAsync(sut, HttpMethod.Get, $"/x/2/tweets?ids={post.Id}"));
        Assert.Equal(403, await AppOnlyAsync(sut, HttpMethod.Post, "/x/2/tweets"));
        Assert.Equal(403, await AppOnlyAsync(sut, HttpMethod.Get, "/x/2/users/me"));
    }

    [Fact]
    public async Task Limits_that_are_not_enforced_are_counted_only()
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.X.EnforceLimits = false);
        var ada = sut.As("ada");
        for (var i = 0; i < 105; i++)
        {
            Assert.Equal(201, (await ada.PostAsync($"number {i}")).Status);
        }
    }

    private static async Task<int> AppOnlyAsync(EmulatorFixture sut, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(sut.Host.Address, path))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "emulated-app-bearer") },
        };
        using var response = await sut.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
