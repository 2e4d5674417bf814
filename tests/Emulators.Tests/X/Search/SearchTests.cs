namespace PuppetEngine.Tests.Emulators.X.Search;

public sealed class SearchTests
{
    [Theory]
    [InlineData("rain", "rain falls|Rain and moss")]
    [InlineData("rain moss", "Rain and moss")]
    [InlineData("rain -moss", "rain falls")]
    [InlineData("\"and moss\"", "Rain and moss")]
    [InlineData("stone OR moss", "a stone, @ada|Rain and moss")]
    [InlineData("(stone OR rain) -falls", "a stone, @ada|Rain and moss")]
    [InlineData("from:ada", "rain falls")]
    [InlineData("@ada", "a stone, @ada")]
    [InlineData("@ada -from:bob", "")]
    [InlineData("from:bob has:mentions", "a stone, @ada")]
    [InlineData("#none", "")]
    public async Task Recent_finds(string query, string expected)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.As("ada").PostAsync("rain falls");
        await sut.As("bob").PostAsync("a stone, @ada");
        await sut.As("bob").PostAsync("Rain and moss");

        var found = await sut.As("ada").GetAsync($"/x/2/tweets/search/recent?query={Uri.EscapeDataString(query)}");

        List<string> texts = found.Json.TryGetProperty("data", out var data) ? [.. data.EnumerateArray().Select(p => p.GetProperty("text").GetString()!).Order(StringComparer.Ordinal)] : [];
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), texts);
    }

    [Fact]
    public async Task Conversation_comes_whole_in_pages_with_what_it_refers_to()
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.X.Tier = "enterprise");
        var ada = sut.As("ada");
        var ids = new List<string> { (await ada.PostAsync("the beginning")).Id };
        for (var i = 0; i < 14; i++)
        {
            ids.Add((await sut.As(i % 2 == 0 ? "bob" : "ada").PostAsync($"turn {i}", ids[^1])).Id);
        }

        await ada.PostAsync("elsewhere");
        var path = $"/x/2/tweets/search/recent?query=conversation_id%3A{ids[0]}&max_results=10&tweet.fields=referenced_tweets,conversation_id&expansions=referenced_tweets.id.author_id,author_id";
        var first = await ada.GetAsync(path);
        var second = await ada.GetAsync($"{path}&next_token={first.Json.GetProperty("meta").GetProperty("next_token").GetString()}");

        ids.Reverse();
        Assert.Equal(ids, [.. first.Ids, .. second.Ids]);
        Assert.False(second.Json.GetProperty("meta").TryGetProperty("next_token", out _));
        Assert.Contains(ids[10], first.Json.GetProperty("includes").GetProperty("tweets").EnumerateArray().Select(t => t.GetProperty("id").GetString()));
        Assert.Equal(["ada", "bob"], first.Json.GetProperty("includes").GetProperty("users").EnumerateArray().Select(u => u.GetProperty("username").GetString()!).Order());
        Assert.Equal(ids[..3], (await ada.GetAsync($"{path}&since_id={ids[3]}")).Ids);
    }

    [Fact]
    public async Task Recent_reaches_seven_days_back()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.As("ada").PostAsync("rain falls");
        sut.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Assert.Empty((await sut.As("ada").GetAsync("/x/2/tweets/search/recent?query=rain")).Ids);
    }

    [Theory]
    [InlineData("")]
    [InlineData("query=")]
    [InlineData("query=is%3Areply")]
    [InlineData("query=(rain")]
    [InlineData("query=rain)")]
    [InlineData("query=%22rain")]
    [InlineData("query=rain%20OR")]
    [InlineData("query=-")]
    [InlineData("query=shoe%3A9")]
    [InlineData("query=rain&max_results=9")]
    [InlineData("query=rain&sort_order=best")]
    [InlineData("query=rain&exclude=replies")]
    public async Task Bad_query_is_refused(string query)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        Assert.Equal(400, (await sut.As("ada").GetAsync($"/x/2/tweets/search/recent?{query}")).Status);
    }

    [Fact]
    public async Task Query_of_more_than_512_characters_is_refused_to_self_serve()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        Assert.Equal(400, (await sut.As("ada").GetAsync($"/x/2/tweets/search/recent?query={new string('a', 513)}")).Status);
        Assert.Equal(200, (await sut.As("ada").GetAsync($"/x/2/tweets/search/recent?query={new string('a', 512)}")).Status);
    }
}
