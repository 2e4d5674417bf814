namespace PuppetEngine.Tests.Emulators.X.Posts;

public sealed class TimelineTests
{
    [Fact]
    public async Task Pages_are_newest_first_and_cover_everything_once()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            ids.Add((await ada.PostAsync($"number {i}")).Id);
        }

        var me = await ada.IdAsync();
        var seen = new List<string>();
        for (string? token = ""; token is not null;)
        {
            var page = await ada.GetAsync($"/x/2/users/{me}/tweets?max_results=5{(token.Length > 0 ? "&pagination_token=" + token : "")}");
            seen.AddRange(page.Ids);
            token = page.Json.GetProperty("meta").TryGetProperty("next_token", out var next) ? next.GetString() : null;
        }

        ids.Reverse();
        Assert.Equal(ids, seen);
        Assert.Equal(ids[..3], (await ada.GetAsync($"/x/2/users/{me}/tweets?since_id={ids[3]}")).Ids);
        Assert.Equal(ids[10..], (await ada.GetAsync($"/x/2/users/{me}/tweets?until_id={ids[9]}")).Ids);
    }

    [Fact]
    public async Task Empty_page_has_no_data()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");

        var page = await ada.GetAsync($"/x/2/users/{await ada.IdAsync()}/tweets");

        Assert.False(page.Json.TryGetProperty("data", out _));
        Assert.Equal(0, page.Json.GetProperty("meta").GetProperty("result_count").GetInt32());
    }

    [Fact]
    public async Task Times_and_replies_narrow_the_page()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var first = await ada.PostAsync("first");
        sut.Time.Advance(TimeSpan.FromHours(1));
        var second = await ada.PostAsync("second");
        await ada.PostAsync("reply", second.Id);
        var me = await ada.IdAsync();

        Assert.Equal([second.Id, first.Id], (await ada.GetAsync($"/x/2/users/{me}/tweets?exclude=replies,retweets")).Ids);
        Assert.Equal([first.Id], (await ada.GetAsync($"/x/2/users/{me}/tweets?end_time=2026-03-02T12:30:00Z")).Ids);
        Assert.Equal(2, (await ada.GetAsync($"/x/2/users/{me}/tweets?start_time=2026-03-02T12:30:00Z")).Ids.Count);
    }

    [Fact]
    public async Task Lag_hides_a_post_from_lists_but_not_from_look_up()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        await sut.ControlPostAsync("/control/x/accounts", new { handle = "ada", lag_ms = 30_000 });
        var posted = await ada.PostAsync("slow");
        var me = await ada.IdAsync();

        Assert.Empty((await ada.GetAsync($"/x/2/users/{me}/tweets")).Ids);
        Assert.Equal([posted.Id], (await ada.GetAsync($"/x/2/tweets?ids={posted.Id}")).Ids);
        sut.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty((await ada.GetAsync($"/x/2/users/{me}/tweets")).Ids);
        sut.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([posted.Id], (await ada.GetAsync($"/x/2/users/{me}/tweets")).Ids);
    }

    [Fact]
    public async Task Look_up_answers_what_is_missing_as_partial_errors()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var posted = await ada.PostAsync("here");

        var found = await ada.GetAsync($"/x/2/tweets?ids={posted.Id},456");

        Assert.Equal([posted.Id], found.Ids);
        var error = Assert.Single(found.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal("456", error.GetProperty("resource_id").GetString());
        Assert.EndsWith("/resource-not-found", error.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("max_results=4")]
    [InlineData("max_results=101")]
    [InlineData("since_id=abc")]
    [InlineData("colour=red")]
    [InlineData("tweet.fields=nonsense")]
    [InlineData("expansions=nonsense")]
    [InlineData("pagination_token=zzz")]
    [InlineData("start_time=yesterday")]
    public async Task Bad_query_is_refused(string query)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");

        var refused = await ada.GetAsync($"/x/2/users/{await ada.IdAsync()}/tweets?{query}");

        Assert.Equal(400, refused.Status);
        Assert.Equal("Invalid Request", refused.Json.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Mentions_show_scripted_and_other_accounts_posts_with_their_authors()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var me = await ada.IdAsync();
        await sut.ControlPostAsync("/control/x/mentions", new { from = "reader", to = "ada", text = "hello there" });
        await sut.As("bob").PostAsync("ask @ada about it");

        var page = await ada.GetAsync($"/x/2/users/{me}/mentions?expansions=author_id&tweet.fields=author_id");

        Assert.Equal(["ask @ada about it", "@ada hello there"], page.Json.GetProperty("data").EnumerateArray().Select(p => p.GetProperty("text").GetString()));
        Assert.Equal(["bob", "reader"], page.Json.GetProperty("includes").GetProperty("users").EnumerateArray().Select(u => u.GetProperty("username").GetString()));
        Assert.Single(await sut.LandedAsync());
    }
}
