namespace PuppetEngine.Tests.Emulators.X.Streaming;

public sealed class StreamTests
{
    private const string Rules = "/x/2/tweets/search/stream/rules";

    [Fact]
    public async Task Stream_shows_what_a_rule_lets_through_with_the_rule_s_tag_and_nothing_else()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ids = await AddAsync(sut, ("@ada -is:retweet", "m/ada"), ("rain", "r"));
        using var stream = await OpenStream.ConnectAsync(sut, "?tweet.fields=author_id&expansions=author_id");

        await sut.As("bob").PostAsync("nothing of interest");
        await sut.As("bob").PostAsync("@ada rain?");

        var line = await stream.NextJsonAsync();
        Assert.Equal("@ada rain?", line.GetProperty("data").GetProperty("text").GetString());
        Assert.Equal("bob", line.GetProperty("includes").GetProperty("users")[0].GetProperty("username").GetString());
        Assert.Equal([$"{ids[0]} m/ada", $"{ids[1]} r"], line.GetProperty("matching_rules").EnumerateArray().Select(r => $"{r.GetProperty("id").GetString()} {r.GetProperty("tag").GetString()}"));
    }

    [Fact]
    public async Task Stream_is_kept_alive_by_an_empty_line_every_twenty_seconds()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await AddAsync(sut, ("rain", ""));
        using var stream = await OpenStream.ConnectAsync(sut);
        var next = stream.NextAsync();

        sut.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(next.IsCompleted);
        sut.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("", await next);
    }

    [Fact]
    public async Task Stream_without_rules_is_409_and_a_second_connection_429()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        using (var refused = await OpenStream.ConnectAsync(sut))
        {
            Assert.Equal(409, refused.Status);
        }

        await AddAsync(sut, ("rain", ""));
        using var first = await OpenStream.ConnectAsync(sut);
        using var second = await OpenStream.ConnectAsync(sut);

        Assert.Equal((200, 429), (first.Status, second.Status));
        Assert.Contains("TooManyConnections", await second.NextAsync());
    }

    [Fact]
    public async Task Stream_is_for_the_app_s_own_token_alone()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        Assert.Equal(403, (await sut.As("ada").GetAsync("/x/2/tweets/search/stream")).Status);
        Assert.Equal(403, (await sut.As("ada").GetAsync(Rules)).Status);
    }

    [Fact]
    public async Task Stream_that_is_disconnected_says_why_and_ends()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await AddAsync(sut, ("rain", ""));
        using var stream = await OpenStream.ConnectAsync(sut);

        await sut.ControlPostAsync("/control/x/stream", new { @do = "disconnect" });

        Assert.Equal("operational-disconnect", (await stream.NextJsonAsync()).GetProperty("errors")[0].GetProperty("title").GetString());
        Assert.Null(await stream.NextAsync());
        Assert.Empty((await sut.ControlAsync("/control/x/stream")).GetProperty("connections").EnumerateArray());
    }

    [Fact]
    public async Task Backfill_is_for_enterprise_and_shows_the_last_minutes()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await AddAsync(sut, ("rain", ""));
        using (var refused = await OpenStream.ConnectAsync(sut, "?backfill_minutes=2"))
        {
            Assert.Equal(400, refused.Status);
        }

        await sut.ControlPostAsync("/control/x/accounts", new { handle = "ada", tier = "enterprise", consumer_secret = "emulated-app-secret" });
        await sut.As("ada").PostAsync("old rain");
        sut.Time.Advance(TimeSpan.FromMinutes(3));
        await sut.As("ada").PostAsync("new rain");
        using var stream = await OpenStream.ConnectAsync(sut, "?backfill_minutes=2");
        Assert.Equal("new rain", (await stream.NextJsonAsync()).GetProperty("data").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Rules_are_added_listed_refused_twice_and_deleted()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var added = await sut.AsAppAsync(HttpMethod.Post, Rules, new { add = new object[] { new { value = "@ada", tag = "m" }, new { value = "rain" } } });
        var again = await sut.AsAppAsync(HttpMethod.Post, Rules, new { add = new object[] { new { value = "@ada" }, new { value = "moss" } } });
        var listed = await sut.AsAppAsync(HttpMethod.Get, Rules);

        Assert.Equal((201, 201, 3), (added.Status, again.Status, listed.Ids.Count));
        Assert.Equal(2, added.Json.GetProperty("meta").GetProperty("summary").GetProperty("created").GetInt32());
        var duplicate = Assert.Single(again.Json.GetProperty("errors").EnumerateArray());
        Assert.EndsWith("/duplicate-rules", duplicate.GetProperty("type").GetString());
        Assert.Equal(added.Ids[0], duplicate.GetProperty("id").GetString());
        Assert.Equal(1, again.Json.GetProperty("meta").GetProperty("summary").GetProperty("not_created").GetInt32());

        var deleted = await sut.AsAppAsync(HttpMethod.Post, Rules, new { delete = new { ids = new[] { added.Ids[0], "9" } } });
        var summary = deleted.Json.GetProperty("meta").GetProperty("summary");
        Assert.Equal((1, 1), (summary.GetProperty("deleted").GetInt32(), summary.GetProperty("not_deleted").GetInt32()));
        Assert.Equal(2, (await sut.AsAppAsync(HttpMethod.Get, Rules)).Ids.Count);
    }

    [Fact]
    public async Task Dry_run_changes_nothing()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        Assert.Equal(201, (await sut.AsAppAsync(HttpMethod.Post, Rules + "?dry_run=true", new { add = new[] { new { value = "rain" } } })).Status);
        Assert.Empty((await sut.AsAppAsync(HttpMethod.Get, Rules)).Ids);
    }

    [Theory]
    [InlineData("{\"add\":[{\"value\":\"(rain\"}]}", "invalid-rules")]
    [InlineData("{\"add\":[{\"value\":\"is:reply\"}]}", "invalid-rules")]
    [InlineData("{\"add\":[{\"value\":\"rain\",\"colour\":\"red\"}]}", "invalid-request")]
    [InlineData("{\"add\":[]}", "invalid-request")]
    [InlineData("{\"remove\":[]}", "invalid-request")]
    [InlineData("nonsense", "invalid-request")]
    public async Task Bad_rule_is_refused(string body, string type)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var refused = await sut.AsAppAsync(HttpMethod.Post, Rules, body);
        Assert.Equal(400, refused.Status);
        Assert.Contains(type, refused.Body);
    }

    [Fact]
    public async Task Rules_are_at_most_a_thousand_and_1024_characters_long()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        Assert.Equal(400, (await sut.AsAppAsync(HttpMethod.Post, Rules, new { add = new[] { new { value = new string('a', 1_025) } } })).Status);
        Assert.Equal(201, (await sut.AsAppAsync(HttpMethod.Post, Rules, new { add = Enumerable.Range(0, 1_000).Select(i => new { value = $"word{i}" }) })).Status);
        Assert.Equal(422, (await sut.AsAppAsync(HttpMethod.Post, Rules, new { add = new[] { new { value = "one more" } } })).Status);
    }

    [Fact]
    public async Task Rules_survive_a_restart()
    {
        using var directory = new TemporaryDirectory();
        await using (var first = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path))
        {
            var ids = await AddAsync(first, ("rain", "r"), ("moss", "m"));
            await first.AsAppAsync(HttpMethod.Post, Rules, new { delete = new { ids = new[] { ids[1] } } });
        }

        await using var second = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path);
        Assert.Equal("r", Assert.Single((await second.AsAppAsync(HttpMethod.Get, Rules)).Json.GetProperty("data").EnumerateArray()).GetProperty("tag").GetString());
    }

    private static async Task<List<string>> AddAsync(EmulatorFixture sut, params (string Value, string Tag)[] rules) =>
        (await sut.AsAppAsync(HttpMethod.Post, Rules, new { add = rules.Select(r => new { value = r.Value, tag = r.Tag }) })).Ids;
}
