using System.Text.Json;
using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Tests.Emulators.X.Posts;

public sealed class TextTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("Hello world!", 12)]
    [InlineData("caf\u0065\u0301", 4)]
    [InlineData("日本語", 6)]
    [InlineData("see https://example.com/a/very/long/path?q=1 now", 31)]
    [InlineData("see example.com now", 31)]
    [InlineData("see example.invalidtld now", 26)]
    [InlineData("a.b", 3)]
    [InlineData("mail me@example.com", 19)]
    [InlineData("http://a.de,http://b.de", 47)]
    [InlineData("👨‍👩‍👧‍👦", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("🇩🇪🇫🇷", 4)]
    [InlineData("1️⃣", 2)]
    [InlineData("❤️", 2)]
    [InlineData("“quoted” – dash", 15)]
    [InlineData("€", 2)]
    [InlineData("©", 1)]
    [InlineData("®", 1)]
    [InlineData("©\ufe0f", 2)]
    [InlineData("™", 2)]
    [InlineData("☺", 2)]
    [InlineData("(https://example.com/a_(b)_c)", 25)]
    [InlineData("https://example.com/a.", 24)]
    [InlineData("example.com/a,b", 23)]
    [InlineData("foo.example.co.uk rocks", 29)]
    [InlineData("日本http://example.com/テスト", 33)]
    [InlineData("v1.2.3", 6)]
    [InlineData("e.g.this", 8)]
    [InlineData("node.js", 7)]
    [InlineData("index.html", 10)]
    [InlineData("it.is fine", 28)]
    [InlineData("no.wait", 7)]
    [InlineData("@user hello", 11)]
    [InlineData("#tag http://t.co/abc", 28)]
    [InlineData("https://例え.jp/", 23)]
    [InlineData("http://localhost:80/", 20)]
    [InlineData("www.example.com:8080/x?y=z#k", 23)]
    [InlineData("end.So next", 28)]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2)]
    [InlineData("👩🏾\u200d🚀", 2)]
    [InlineData("‼\ufe0f", 2)]
    [InlineData("㊗", 2)]
    [InlineData("a\nb", 3)]
    [InlineData("hi.there@x.com", 14)]
    [InlineData("$5.00 and 3.14", 14)]
    [InlineData("test.COM", 23)]
    [InlineData("x.com/y/", 23)]
    [InlineData("🏳\ufe0f\u200d🌈", 2)]
    [InlineData("⚕", 2)]
    [InlineData("♂", 2)]
    [InlineData("\u200d♂\ufe0f", 3)]
    public void Weighted_length_follows_configuration_3(string text, int expected) => Assert.Equal(expected, WeightedLength.Of(text));

    [Fact]
    public async Task Text_comes_back_with_short_links_escapes_and_composed_letters()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");

        var posted = await ada.PostAsync("  <b> & cafe\u0301 https://example.com/x?y=1&z=2 ");
        var me = await ada.IdAsync();
        var page = await ada.GetAsync($"/x/2/users/{me}/tweets?tweet.fields=entities,created_at,conversation_id,author_id");

        Assert.Matches("^&lt;b&gt; &amp; caf\u00e9 https://t\\.co/[A-Za-z0-9]{10}$", posted.Text);
        var post = page.Json.GetProperty("data")[0];
        Assert.Equal(posted.Text, post.GetProperty("text").GetString());
        var link = post.GetProperty("entities").GetProperty("urls")[0];
        Assert.Equal("https://example.com/x?y=1&z=2", link.GetProperty("expanded_url").GetString());
        Assert.Equal(link.GetProperty("url").GetString(), posted.Text[link.GetProperty("start").GetInt32()..link.GetProperty("end").GetInt32()]);
        Assert.Matches(@"^2026-03-02T12:00:00\.000Z$", post.GetProperty("created_at").GetString());
        Assert.Equal("  <b> & cafe\u0301 https://example.com/x?y=1&z=2 ", (await sut.LandedAsync())[0].GetProperty("sent_text").GetString());
    }

    [Fact]
    public async Task Reply_gets_the_mentions_that_X_adds_and_its_references()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var mention = await sut.ControlPostAsync("/control/x/mentions", new { from = "reader", to = "ada", text = "what now?" });
        var parent = mention.GetProperty("id").GetString()!;

        var reply = await ada.PostAsync("wait & see", parent);

        Assert.Equal("@reader wait &amp; see", reply.Text);
        var page = await ada.GetAsync($"/x/2/users/{await ada.IdAsync()}/tweets?tweet.fields=referenced_tweets,in_reply_to_user_id,conversation_id");
        var post = page.Json.GetProperty("data")[0];
        Assert.Equal(parent, post.GetProperty("referenced_tweets")[0].GetProperty("id").GetString());
        Assert.Equal("replied_to", post.GetProperty("referenced_tweets")[0].GetProperty("type").GetString());
        Assert.Equal(parent, post.GetProperty("conversation_id").GetString());
        Assert.Equal(parent, (await sut.LandedAsync())[0].GetProperty("reply").GetProperty("in_reply_to_tweet_id").GetString());
    }

    [Fact]
    public async Task Thread_of_own_replies_is_allowed_and_mentions_nobody()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var first = await ada.PostAsync("one");

        var second = await ada.PostAsync("two", first.Id);

        Assert.Equal(201, second.Status);
        Assert.Equal("two", second.Text);
    }

    [Fact]
    public async Task Self_serve_rules_of_2026_are_kept_and_enterprise_is_free_of_them()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var theirs = await sut.As("bob").PostAsync("unrelated");
        var quote = JsonSerializer.Serialize(new { text = "look", quote_tweet_id = theirs.Id });
        var me = await ada.IdAsync();

        Assert.Equal(403, (await ada.PostAsync("unsummoned", theirs.Id)).Status);
        Assert.Equal(403, (await ada.PostJsonAsync(quote)).Status);
        Assert.Equal(403, (await ada.PostAsync("buy $SOL and $BTC")).Status);
        Assert.Equal(201, (await ada.PostAsync("just $SOL for $5")).Status);
        Assert.Equal(403, (await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/likes", $$"""{"tweet_id":"{{theirs.Id}}"}""")).Status);

        await sut.ControlPostAsync("/control/x/accounts", new { handle = "ada", tier = "enterprise" });
        Assert.Equal(201, (await ada.PostAsync("unsummoned", theirs.Id)).Status);
        Assert.Equal(201, (await ada.PostJsonAsync(quote)).Status);
        Assert.True((await ada.SendAsync(HttpMethod.Post, $"/x/2/users/{me}/likes", $$"""{"tweet_id":"{{theirs.Id}}"}""")).Json.GetProperty("data").GetProperty("liked").GetBoolean());
    }
}
