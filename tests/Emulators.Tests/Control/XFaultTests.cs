using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Emulators.Control;

public sealed class XFaultTests
{
    private const string Route = "POST /x/2/tweets";

    [Fact]
    public async Task Drop_before_effect_breaks_the_connection_and_nothing_lands()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = Route, kind = "drop_before_effect", count = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => sut.As("ada").PostAsync("gone"));

        Assert.Empty(await sut.LandedAsync());
        Assert.Equal(201, (await sut.As("ada").PostAsync("gone")).Status);
    }

    [Fact]
    public async Task Drop_after_effect_breaks_the_connection_and_the_post_is_there()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = Route, kind = "drop_after_effect", count = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => sut.As("ada").PostAsync("landed"));

        Assert.Single(await sut.LandedAsync());
        Assert.Equal(403, (await sut.As("ada").PostAsync("landed")).Status);
    }

    [Fact]
    public async Task Land_later_lands_once_after_the_caller_was_cut_off()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = Route, kind = "land_later", count = 1, min_ms = 5_000, max_ms = 5_000 });

        await Assert.ThrowsAsync<HttpRequestException>(() => sut.As("ada").PostAsync("late"));

        Assert.Empty(await sut.LandedAsync());
        Assert.Equal(1, (await sut.ControlAsync("/control")).GetProperty("pending_effects").GetInt32());
        sut.Time.Advance(TimeSpan.FromMilliseconds(4_999));
        Assert.Empty(await sut.LandedAsync());
        sut.Time.Advance(TimeSpan.FromMilliseconds(1));
        var landed = Assert.Single(await sut.LandedAsync());
        Assert.Equal("2026-03-02T12:00:05.000Z", landed.GetProperty("created_at").GetString());
    }

    [Theory]
    [InlineData("status", 503, 0)]
    [InlineData("status_after_effect", 503, 1)]
    [InlineData("401", 401, 0)]
    [InlineData("403", 403, 0)]
    [InlineData("5xx", 503, 0)]
    public async Task Status_faults_answer_and_do_what_they_say(string kind, int status, int landed)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = Route, kind });

        Assert.Equal(status, (await sut.As("ada").PostAsync("x")).Status);
        Assert.Equal(landed, (await sut.LandedAsync()).Count);
    }

    [Fact]
    public async Task Custom_status_and_body_are_answered_as_given()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = Route, kind = "status", status = 502, body = "<html>bad gateway</html>", content_type = "text/html" });

        var answer = await sut.As("ada").PostAsync("x");

        Assert.Equal(502, answer.Status);
        Assert.Equal("<html>bad gateway</html>", answer.Body);
    }

    [Fact]
    public async Task Unreadable_success_is_cut_in_half_and_has_landed()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = Route, kind = "unreadable_after_effect" });

        var answer = await sut.As("ada").PostAsync("x");

        Assert.Equal(201, answer.Status);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => answer.Json);
        Assert.Single(await sut.LandedAsync());
    }

    [Fact]
    public async Task Delayed_request_acts_although_the_caller_has_gone()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = Route, kind = "delay", min_ms = 2_000, max_ms = 2_000 });
        using var gone = new CancellationTokenSource();
        var ada = sut.As("ada");
        using var request = ada.Sign(HttpMethod.Post, "/x/2/tweets", """{"text":"slow"}""", "n", sut.Time.GetUtcNow());
        var sending = sut.Http.SendAsync(request, gone.Token);

        await Eventually.HoldsAsync(() => sut.Time.ArmedTimers > 0, "the delay");
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Empty(await sut.LandedAsync());
        sut.Time.Advance(TimeSpan.FromSeconds(2));

        await Eventually.HoldsAsync(sut.LandedAsync, landed => landed.Count == 1, "one post landed");
    }

    [Fact]
    public async Task Timeline_lag_is_drawn_per_post()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        await sut.FaultAsync(new { route = Route, kind = "timeline_lag", min_ms = 10_000, max_ms = 60_000 });
        await ada.PostAsync("one");
        var me = await ada.IdAsync();

        Assert.Empty((await ada.GetAsync($"/x/2/users/{me}/tweets")).Ids);
        sut.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Single((await ada.GetAsync($"/x/2/users/{me}/tweets")).Ids);
    }

    [Fact]
    public async Task Window_fault_closes_the_window_until_its_seconds_are_over()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        await sut.FaultAsync(new { route = Route, kind = "429_window", count = 1, seconds = 30 });

        var refused = await ada.PostAsync("x");

        Assert.Equal(429, refused.Status);
        Assert.Equal("0", refused.Header("x-rate-limit-remaining"));
        Assert.Equal(sut.Time.GetUtcNow().AddSeconds(30).ToUnixTimeSeconds().ToString(), refused.Header("x-rate-limit-reset"));
        Assert.Equal(429, (await ada.PostAsync("x")).Status);
        Assert.Equal(1, await sut.CounterAsync("x", "closed_window"));
        sut.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(201, (await ada.PostAsync("x")).Status);
    }

    [Theory]
    [InlineData("429_quota", 429, "after_cap")]
    [InlineData("402", 402, "after_402")]
    public async Task Cap_and_credit_faults_last_until_they_are_cleared(string kind, int status, string counter)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { route = Route, kind, count = 1 });

        Assert.Equal(status, (await sut.As("ada").PostAsync("x")).Status);
        Assert.Equal(status, (await sut.As("bob").PostAsync("x")).Status);
        Assert.Equal(1, await sut.CounterAsync("x", counter));
        await sut.DeleteAsync("/control/faults");
        Assert.Equal(201, (await sut.As("ada").PostAsync("x")).Status);
    }

    [Fact]
    public async Task Share_account_skip_and_count_choose_whom_a_fault_hits()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.FaultAsync(new { seed = 3, rules = new object[] { new { route = "/x/2/tweets", account = "ada", kind = "status", status = 500, share = 0.5 } } });
        var hits = 0;
        for (var i = 0; i < 60; i++)
        {
            hits += (await sut.As("ada").PostAsync($"n{i}")).Status == 500 ? 1 : 0;
            Assert.Equal(201, (await sut.As("bob").PostAsync($"n{i}")).Status);
        }

        Assert.InRange(hits, 18, 42);
        await sut.DeleteAsync("/control/faults");
        await sut.FaultAsync(new { route = "*", kind = "status", status = 500, skip = 1, count = 1 });
        var statuses = new List<int>();
        foreach (var text in (string[])["a", "b", "c"])
        {
            statuses.Add((await sut.As("cy").PostAsync(text)).Status);
        }

        Assert.Equal([201, 500, 201], statuses);
    }

    [Fact]
    public async Task Unknown_kind_is_refused_with_the_kinds_there_are()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        using var content = new StringContent("""{"kind":"explode"}""", System.Text.Encoding.UTF8, "application/json");

        using var response = await sut.Http.PostAsync(new Uri(sut.Host.Address, "/control/faults"), content);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("drop_after_effect", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("evil.example", "", 403)]
    [InlineData("", "https://evil.example", 403)]
    [InlineData("", "http://localhost:3000", 200)]
    [InlineData("", "", 200)]
    public async Task Control_answers_to_this_machine_alone(string host, string origin, int expected)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(sut.Host.Address, "/control"));
        if (host.Length > 0)
        {
            request.Headers.Host = host;
        }

        if (origin.Length > 0)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await sut.Http.SendAsync(request);

        Assert.Equal(expected, (int)response.StatusCode);
    }
}
