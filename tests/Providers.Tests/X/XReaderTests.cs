using System.Text.Json;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Tests.Providers.X;

public sealed class XReaderTests
{
    private static readonly SocialOutcome Ok = new() { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok };

    [Fact]
    public async Task Mentions_come_with_author_thread_and_what_they_answer()
    {
        await using var x = await XFixture.StartAsync();
        await x.ControlAsync("/control/x/accounts", new { handle = "fan", description = "a reader of <b>rain</b>", followers = 3 });
        var post = (await x.PostAsync("ada", "Rain & moss")).PostId!;
        var answer = await x.MentionAsync("fan", "ada", "@ada is it <wet>? https://example.com/a", post);

        var page = await Reader(x).ReadMentionsAsync(x.Page("ada"), CancellationToken.None);

        var seen = Assert.Single(page.Posts);
        Assert.Equal((answer, post, post, "fan", 3), (seen.Id, seen.ReplyToId, seen.ConversationId, seen.Author.Handle, seen.Author.Followers));
        Assert.Contains("is it <wet>? https://example.com/a", seen.Text);
        Assert.Contains("ada", seen.Mentions);
        var parent = Assert.Single(page.Referenced);
        Assert.Equal((post, "Rain & moss", "ada"), (parent.Id, parent.Text, parent.Author.Handle));
        Assert.NotNull(page.Outcome.Window);
    }

    [Fact]
    public async Task Mentions_come_in_pages_newest_first_above_the_id()
    {
        await using var x = await XFixture.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            ids.Add(await x.MentionAsync("fan", "ada", $"number {i}"));
        }

        var read = new List<string>();
        string? token = null;
        do
        {
            var page = await Reader(x).ReadMentionsAsync(x.Page("ada", ids[1], token, most: 10), CancellationToken.None);
            Assert.Equal(OutcomeClass.Sent, page.Outcome.Class);
            read.AddRange(page.Posts.Select(p => p.Id));
            token = page.NextToken;
        }
        while (token is not null);

        Assert.Equal(ids[2..].AsEnumerable().Reverse(), read);
        Assert.Equal(3, await x.CounterAsync("requests", "GET /x/2/users/:id/mentions"));
    }

    [Fact]
    public async Task Mentions_of_nobody_are_an_empty_page()
    {
        await using var x = await XFixture.StartAsync();
        var page = await Reader(x).ReadMentionsAsync(x.Page("ada"), CancellationToken.None);
        Assert.Equal((OutcomeClass.Sent, 0, null), (page.Outcome.Class, page.Posts.Count, page.NextToken));
    }

    [Fact]
    public async Task Conversation_holds_its_first_post_and_all_answers()
    {
        await using var x = await XFixture.StartAsync();
        var first = await x.MentionAsync("fan", "ada", "is it?");
        var second = (await x.PostAsync("ada", "It is.", first)).PostId!;
        var third = await x.MentionAsync("other", "ada", "and now?", second);
        await x.PostAsync("ada", "Elsewhere");

        var page = await Reader(x).ReadConversationAsync(first, x.Page("ada"), CancellationToken.None);

        Assert.Equal([third, second, first], page.Posts.Select(p => p.Id));
        Assert.Equal(["other", "ada", "fan"], page.Posts.Select(p => p.Author.Handle));
    }

    [Fact]
    public async Task Posts_and_users_that_are_gone_are_named()
    {
        await using var x = await XFixture.StartAsync();
        var post = (await x.PostAsync("ada", "Here")).PostId!;
        var author = (await x.Client.WhoAmIAsync(x.Account("ada"), CancellationToken.None)).UserId;

        var posts = await Reader(x).ReadPostsAsync(x.Account("ada"), [post, "5"], CancellationToken.None);
        var users = await Reader(x).ReadUsersAsync(x.Account("ada"), [author, "7"], CancellationToken.None);
        var handles = await Reader(x).ReadUsersByHandleAsync(x.Account("ada"), ["ADA", "nobody"], CancellationToken.None);

        Assert.Equal([post], posts.Posts.Select(p => p.Id));
        Assert.Equal(["5"], posts.MissingIds);
        Assert.Equal(("ada", "7"), (users.Users.Single().Handle, users.Missing.Single()));
        Assert.Equal(("ada", "nobody"), (handles.Users.Single().Handle, handles.Missing.Single()));
    }

    [Theory]
    [InlineData("429_window", OutcomeClass.NotSent, SocialOutcomeCodes.RateWindow)]
    [InlineData("402", OutcomeClass.NotSent, SocialOutcomeCodes.CreditsDepleted)]
    [InlineData("429_quota", OutcomeClass.NotSent, SocialOutcomeCodes.UsageCap)]
    [InlineData("5xx", OutcomeClass.Ambiguous, SocialOutcomeCodes.Server)]
    [InlineData("drop_before_effect", OutcomeClass.Ambiguous, SocialOutcomeCodes.Reset)]
    [InlineData("unreadable_after_effect", OutcomeClass.Ambiguous, SocialOutcomeCodes.Unreadable)]
    public async Task Mentions_under_a_fault_prove_nothing(string fault, OutcomeClass expected, string code)
    {
        await using var x = await XFixture.StartAsync();
        await x.MentionAsync("fan", "ada", "is it?");
        await x.FaultAsync(fault, "GET /x/2/users/:id/mentions");

        var page = await Reader(x).ReadMentionsAsync(x.Page("ada"), CancellationToken.None);

        Assert.Equal((expected, code), (page.Outcome.Class, page.Outcome.Code));
        Assert.Empty(page.Posts);
    }

    [Fact]
    public async Task Mentions_of_another_world_are_not_read()
    {
        await using var x = await XFixture.StartAsync();
        var page = await Reader(x).ReadMentionsAsync(x.Page("ada") with { AccountKey = "live/ada" }, CancellationToken.None);
        Assert.Equal(SocialOutcomeCodes.ForeignWorld, page.Outcome.Code);
    }

    [Theory]
    [InlineData("referenced_tweets", "tweets")]
    [InlineData("referenced_posts", "posts")]
    public void ReadPage_takes_both_spellings_and_passes_over_what_it_does_not_know(string references, string includes)
    {
        var page = XSeen.ReadPage(
            $$$"""
            {"data":[{"id":"18446744073709551615","text":"@ada &lt;3 https://t.co/q","author_id":"9","novelty":{},"conversation_id":"12","in_reply_to_user_id":"7",
              "attachments":{"media_keys":["3_1"]},"{{{references}}}":[{"type":"replied_to","id":"12"},{"type":"novel","id":"14"}],
              "entities":{"mentions":[{"start":0,"end":4,"username":"Ada","id":"7"}],"urls":[{"url":"https://t.co/q","expanded_url":"https://x.com/a/status/1/photo/1","display_url":"pic.x.com/q"}]}}],
             "includes":{"users":[{"id":"9","username":"a","name":"A","public_metrics":{"followers_count":5}}],"{{{includes}}}":[{"id":"12","text":"before","author_id":"7"}],
              "media":[{"media_key":"3_1","type":"photo","alt_text":"moss"}],"places":[]},"meta":{"next_token":"n","result_count":1}}
            """,
            Ok);

        var post = Assert.Single(page.Posts);
        Assert.Equal(("@ada <3", "12", null, "7", "a", 5), (post.Text.Trim(), post.ReplyToId, post.QuoteOfId, post.ReplyToUserId, post.Author.Handle, post.Author.Followers));
        Assert.Equal(["Ada"], post.Mentions);
        Assert.Equal(("photo", "moss"), (post.Media.Single().Type, post.Media.Single().AltText));
        Assert.Equal(("12", "before", "n"), (page.Referenced.Single().Id, page.Referenced.Single().Text, page.NextToken));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"data\":[{\"text\":\"no id\"}]}")]
    [InlineData("{\"data\":[{\"id\":\"x\",\"text\":\"bad id\"}]}")]
    public void ReadPage_of_what_is_none_fails(string body) => Assert.ThrowsAny<JsonException>(() => XSeen.ReadPage(body, Ok));

    private static ISocialReader Reader(XFixture x) => x.Get<ISocialReader>();
}
