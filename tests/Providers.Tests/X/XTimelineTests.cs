using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Tests.Providers.X;

public sealed class XTimelineTests
{
    [Theory]
    [InlineData("Tom & Jerry <3 \"quotes\" &amp; entities")]
    [InlineData("A link https://example.com/a?b=1&c=2 in the middle")]
    [InlineData("A bare example.com and another www.example.org/x.")]
    [InlineData("  Cafe\u0301 with spaces around  ")]
    [InlineData("Two lines\nand an emoji 👩‍🚀")]
    public async Task Read_gives_back_what_was_posted_though_X_changed_it(string text)
    {
        await using var x = await XFixture.StartAsync();
        var sent = new SocialPost { Text = text };
        var outcome = await x.PostAsync("ada", text);
        var read = await x.Client.ReadOwnTimelineAsync(x.Account("ada"), "0", CancellationToken.None);

        Assert.Equal(OutcomeClass.Sent, read.Outcome.Class);
        Assert.Equal([outcome.PostId!], PostMatcher.Candidates(sent, "0", read.Posts));
    }

    [Fact]
    public async Task Read_of_a_reply_drops_the_mentions_that_X_added()
    {
        await using var x = await XFixture.StartAsync();
        await x.PostAsync("ada", "Somebody shall ask me");
        var asked = (await x.ControlAsync("/control/x/mentions", new { from = "fan", to = "ada", text = "@ada what is it?" })).GetProperty("id").GetString()!;
        var outcome = await x.PostAsync("ada", "It is this.", replyTo: asked);
        var read = await x.Client.ReadOwnTimelineAsync(x.Account("ada"), "0", CancellationToken.None);

        var reply = Assert.Single(read.Posts, p => p.Id == outcome.PostId);
        Assert.Equal(("It is this.", asked), (reply.Text, reply.ReplyToId));
        Assert.Empty(PostMatcher.Candidates(new SocialPost { Text = "It is this." }, "0", read.Posts));
        Assert.Equal([outcome.PostId!], PostMatcher.Candidates(new SocialPost { Text = "It is this.", ReplyToId = asked }, "0", read.Posts));
    }

    [Fact]
    public async Task Read_takes_all_pages_above_the_id_and_nothing_below()
    {
        await using var x = await XFixture.StartAsync(configure: o => o.X.Tier = "enterprise");
        var ids = new List<string>();
        for (var i = 0; i < 230; i++)
        {
            ids.Add((await x.PostAsync("ada", $"Post number {i}")).PostId!);
        }

        var read = await x.Client.ReadOwnTimelineAsync(x.Account("ada"), ids[9], CancellationToken.None);

        Assert.Equal(ids.Skip(10).Reverse(), read.Posts.Select(p => p.Id));
        Assert.Equal(3, await x.CounterAsync("requests", "GET /x/2/users/:id/tweets"));
        Assert.Equal(1, await x.CounterAsync("requests", "GET /x/2/users/me"));
    }

    [Fact]
    public async Task Read_that_breaks_on_a_later_page_proves_nothing()
    {
        await using var x = await XFixture.StartAsync(configure: o => o.X.Tier = "enterprise");
        for (var i = 0; i < 120; i++)
        {
            await x.PostAsync("ada", $"Post number {i}");
        }

        await x.ControlAsync("/control/faults", new { route = "GET /x/2/users/:id/tweets", kind = "5xx", skip = 1 });
        var read = await x.Client.ReadOwnTimelineAsync(x.Account("ada"), "0", CancellationToken.None);

        Assert.Equal(OutcomeClass.Ambiguous, read.Outcome.Class);
        Assert.Empty(read.Posts);
    }

    [Fact]
    public async Task Read_of_a_lagging_timeline_shows_a_post_only_later()
    {
        await using var x = await XFixture.StartAsync(configure: o => o.X.TimelineLag = TimeSpan.FromSeconds(30));
        var outcome = await x.PostAsync("ada", "Not yet to be seen");
        Assert.Empty((await x.Client.ReadOwnTimelineAsync(x.Account("ada"), "0", CancellationToken.None)).Posts);

        x.Time.Advance(TimeSpan.FromSeconds(31));
        var read = await x.Client.ReadOwnTimelineAsync(x.Account("ada"), "0", CancellationToken.None);
        Assert.Equal([outcome.PostId!], read.Posts.Select(p => p.Id));
    }

    [Theory]
    [InlineData("referenced_tweets")]
    [InlineData("referenced_posts")]
    public void ReadPage_takes_both_spellings_and_passes_over_what_it_does_not_know(string spelling)
    {
        var body = $$$"""
            {"data":[{"id":"18446744073709551615","text":"@a @b yes &lt;3 https://t.co/q https://t.co/p","created_at":"2026-11-01T10:00:00.000Z","novelty":[1],
              "{{{spelling}}}":[{"type":"replied_to","id":"12"},{"type":"quoted","id":"13"},{"type":"novel","id":"14"}],
              "entities":{"urls":[{"url":"https://t.co/q","expanded_url":"https://x.com/a/status/13","display_url":"x.com/a/status/13"},
                                  {"url":"https://t.co/p","expanded_url":"https://x.com/b/status/15/photo/1","display_url":"pic.x.com/p","media_key":"3_1"}]}}],
             "includes":{},"meta":{"result_count":1,"next_token":"abc","newest_id":"15"}}
            """;
        var (posts, next) = XPosts.ReadPage(body);

        var post = Assert.Single(posts);
        Assert.Equal(("18446744073709551615", "yes <3", "12", "13", "abc"), (post.Id, post.Text, post.ReplyToId, post.QuoteOfId, next));
    }

    [Fact]
    public void ReadPage_of_an_empty_page_has_no_posts_and_no_next_page()
    {
        var (posts, next) = XPosts.ReadPage("""{"meta":{"result_count":0}}""");
        Assert.Empty(posts);
        Assert.Null(next);
    }
}
