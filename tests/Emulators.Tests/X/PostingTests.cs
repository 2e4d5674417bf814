
namespace PuppetEngine.Tests.Emulators.X;

public sealed class PostingTests
{
    [Fact]
    public async Task Post_lands_once_and_shows_in_timeline_and_control()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");

        var posted = await ada.PostAsync("Hello world!");

        Assert.Equal(201, posted.Status);
        Assert.Equal("Hello world!", posted.Text);
        Assert.Matches("^[0-9]{15,19}$", posted.Id);
        Assert.Equal(posted.Id, posted.Json.GetProperty("data").GetProperty("edit_history_tweet_ids")[0].GetString());
        var me = await ada.IdAsync();
        Assert.Equal([posted.Id], (await ada.GetAsync($"/x/2/users/{me}/tweets")).Ids);
        var landed = Assert.Single(await sut.LandedAsync());
        Assert.Equal(posted.Id, landed.GetProperty("id").GetString());
        Assert.Equal(me, landed.GetProperty("author_id").GetString());
    }

    [Fact]
    public async Task Ids_rise_strictly_while_the_clock_stands_still()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");

        var ids = new List<ulong>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(ulong.Parse((await ada.PostAsync($"post number {i}")).Id));
        }

        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("""{"text":"hi","colour":"red"}""", "$.colour: is not defined in the schema")]
    [InlineData("""{"text":"hi","reply":{"in_reply_to_tweet_id":"1","x":1}}""", "$.reply.x: is not defined in the schema")]
    [InlineData("""{"text":""}""", "text: is required unless media is attached")]
    [InlineData("""{}""", "text: is required unless media is attached")]
    [InlineData("""{"text":5}""", "$.text: is not a string")]
    [InlineData("""{"text":"hi","reply":{"in_reply_to_tweet_id":7}}""", "is not valid")]
    [InlineData("""{"text":"hi","reply":{}}""", "is missing but it is required")]
    [InlineData("""{"text":"hi","media":{"media_ids":["1"]},"poll":{"options":["a","b"],"duration_minutes":5}}""", "only one of")]
    [InlineData("""{"text":"hi","media":{"media_ids":["1","2","3","4","5"]}}""", "maximum of 4 items")]
    [InlineData("""{"text":"hi","poll":{"options":["a"],"duration_minutes":5}}""", "2 to 4 items")]
    [InlineData("""{"text":"hi","poll":{"options":["a","b"],"duration_minutes":4}}""", "between 5 and 10080")]
    [InlineData("""{"text":"hi","reply_settings":"nobody"}""", "enumeration")]
    [InlineData("""not json""", "not valid JSON")]
    public async Task Post_with_a_bad_body_is_refused_in_X_s_dialect(string body, string sentence)
    {
        await using var sut = await EmulatorFixture.StartAsync();

        var refused = await sut.As("ada").PostJsonAsync(body);

        Assert.Equal(400, refused.Status);
        Assert.Equal("Invalid Request", refused.Json.GetProperty("title").GetString());
        Assert.Contains(sentence, refused.Json.GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.EndsWith("/problems/invalid-request", refused.Json.GetProperty("type").GetString());
        Assert.Empty(await sut.LandedAsync());
    }

    [Fact]
    public async Task Post_beyond_280_weighted_characters_is_not_permitted()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");

        Assert.Equal(403, (await ada.PostAsync(new string('a', 281))).Status);
        Assert.Equal(403, (await ada.PostAsync(new string('字', 141))).Status);
        Assert.Equal(201, (await ada.PostAsync(new string('字', 140))).Status);
        Assert.Equal(201, (await ada.PostAsync(new string('a', 256) + " https://example.com/" + new string('b', 100))).Status);
    }

    [Fact]
    public async Task Duplicate_text_is_refused_until_its_window_is_over()
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.X.DuplicateWindow = TimeSpan.FromHours(1));
        var ada = sut.As("ada");
        await ada.PostAsync("gm");

        var refused = await ada.PostAsync("  gm ");

        Assert.Equal(403, refused.Status);
        Assert.Equal("You are not allowed to create a Tweet with duplicate content.", refused.Json.GetProperty("detail").GetString());
        Assert.Equal(201, (await sut.As("bob").PostAsync("gm")).Status);
        sut.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(201, (await ada.PostAsync("gm")).Status);
    }

    [Fact]
    public async Task Duplicate403_older_refuses_for_a_post_of_any_age()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        await ada.PostAsync("gm");
        sut.Time.Advance(TimeSpan.FromDays(3));
        await sut.FaultAsync(new { route = "POST /x/2/tweets", kind = "duplicate403_older" });

        Assert.Equal(403, (await ada.PostAsync("gm")).Status);
        Assert.Equal(201, (await ada.PostAsync("good morning")).Status);
    }

    [Fact]
    public async Task Deleted_post_leaves_the_timeline_and_may_be_written_again()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var first = await ada.PostAsync("gm");

        var deleted = await ada.DeleteAsync(first.Id);

        Assert.True(deleted.Json.GetProperty("data").GetProperty("deleted").GetBoolean());
        Assert.Equal(200, (await ada.DeleteAsync(first.Id)).Status);
        Assert.Equal(201, (await ada.PostAsync("gm")).Status);
        Assert.True((await sut.LandedAsync())[0].GetProperty("deleted").GetBoolean());
    }

    [Fact]
    public async Task Deleting_another_s_post_is_not_permitted()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var post = await sut.As("ada").PostAsync("mine");

        Assert.Equal(403, (await sut.As("bob").DeleteAsync(post.Id)).Status);
    }
}
