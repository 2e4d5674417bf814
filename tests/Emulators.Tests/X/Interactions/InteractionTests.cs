using System.Text.Json;

namespace PuppetEngine.Tests.Emulators.X.Interactions;

public sealed class InteractionTests
{
    [Fact]
    public async Task Likes_and_follows_are_not_for_self_serve_and_reposts_are()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var (ada, me, post) = await AdaAndAPostAsync(sut);

        Assert.Equal(403, (await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/likes", Body(post))).Status);
        Assert.Equal(403, (await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/following", """{"target_user_id":"1"}""")).Status);
        Assert.Equal(200, (await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/retweets", Body(post))).Status);
        Assert.Equal(1, (await sut.As("bob").GetAsync($"/x/2/tweets?ids={post}&tweet.fields=public_metrics")).Json.GetProperty("data")[0].GetProperty("public_metrics").GetProperty("retweet_count").GetInt32());
    }

    [Fact]
    public async Task Like_done_twice_is_done_once_and_can_be_taken_back()
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.X.Tier = "enterprise");
        var (ada, me, post) = await AdaAndAPostAsync(sut);

        for (var i = 0; i < 2; i++)
        {
            Assert.True((await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/likes", Body(post))).Json.GetProperty("data").GetProperty("liked").GetBoolean());
        }

        Assert.Equal(1, await LikesAsync(sut, post));
        Assert.Equal(1, await sut.CounterAsync("x", "likes"));
        Assert.False((await ada.SendAsync(HttpMethod.Delete, $"/x/2/users/{me}/likes/{post}")).Json.GetProperty("data").GetProperty("liked").GetBoolean());
        Assert.Equal(0, await LikesAsync(sut, post));
    }

    [Fact]
    public async Task Repost_stands_in_the_own_timeline_unless_reposts_are_left_out()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var (ada, me, post) = await AdaAndAPostAsync(sut);

        var first = await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/retweets", Body(post));
        var again = await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/retweets", Body(post));

        var id = first.Json.GetProperty("data").GetProperty("rest_id").GetString();
        Assert.Equal(id, again.Json.GetProperty("data").GetProperty("rest_id").GetString());
        var timeline = await ada.GetAsync($"/x/2/users/{me}/tweets?tweet.fields=referenced_tweets");
        Assert.Equal([id!], timeline.Ids);
        Assert.Equal(("retweeted", post), (timeline.Json.GetProperty("data")[0].GetProperty("referenced_tweets")[0].GetProperty("type").GetString()!,
            timeline.Json.GetProperty("data")[0].GetProperty("referenced_tweets")[0].GetProperty("id").GetString()!));
        Assert.Empty((await ada.GetAsync($"/x/2/users/{me}/tweets?exclude=retweets")).Ids);
        await ada.SendAsync(HttpMethod.Delete, $"/x/2/users/{me}/retweets/{post}");
        Assert.Empty((await ada.GetAsync($"/x/2/users/{me}/tweets")).Ids);
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("{\"tweet_id\":5}", 400)]
    [InlineData("{\"tweet_id\":\"1\",\"x\":1}", 400)]
    [InlineData("nonsense", 400)]
    [InlineData("{\"tweet_id\":\"12345\"}", 404)]
    public async Task Like_with_a_bad_body_is_refused(string body, int status)
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.X.Tier = "enterprise");
        var (ada, me, _) = await AdaAndAPostAsync(sut);
        Assert.Equal(status, (await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/likes", body)).Status);
    }

    [Fact]
    public async Task Like_in_another_s_name_is_refused()
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.X.Tier = "enterprise");
        var (ada, _, post) = await AdaAndAPostAsync(sut);
        Assert.Equal(400, (await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{await sut.As("bob").IdAsync()}/likes", Body(post))).Status);
    }

    [Fact]
    public async Task Like_and_repost_survive_a_restart()
    {
        using var directory = new TemporaryDirectory();
        var post = "";
        await using (var first = await EmulatorFixture.StartAsync(o => (o.X.Tier, o.DataDirectory) = ("enterprise", directory.Path)))
        {
            (var ada, var me, post) = await AdaAndAPostAsync(first);
            await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/likes", Body(post));
            await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/retweets", Body(post));
        }

        await using var second = await EmulatorFixture.StartAsync(o => (o.X.Tier, o.DataDirectory) = ("enterprise", directory.Path));
        var metrics = (await second.As("bob").GetAsync($"/x/2/tweets?ids={post}&tweet.fields=public_metrics")).Json.GetProperty("data")[0].GetProperty("public_metrics");
        Assert.Equal((1, 1), (metrics.GetProperty("like_count").GetInt32(), metrics.GetProperty("retweet_count").GetInt32()));
    }

    private static async Task<int> LikesAsync(EmulatorFixture sut, string post) =>
        (await sut.As("bob").GetAsync($"/x/2/tweets?ids={post}&tweet.fields=public_metrics")).Json.GetProperty("data")[0].GetProperty("public_metrics").GetProperty("like_count").GetInt32();

    private static async Task<(SignedX Ada, string Me, string Post)> AdaAndAPostAsync(EmulatorFixture sut)
    {
        var ada = sut.As("ada");
        return (ada, await ada.IdAsync(), (await sut.As("bob").PostAsync("something to like")).Id);
    }

    private static string Body(string id) => JsonSerializer.Serialize(new { tweet_id = id });
}
