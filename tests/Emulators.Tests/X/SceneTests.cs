namespace PuppetEngine.Tests.Emulators.X;

public sealed class SceneTests
{
    [Fact]
    public async Task Own_timeline_shows_what_somebody_posted_there_by_hand()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var mine = await ada.PostAsync("by the product");
        var foreign = (await sut.ControlPostAsync("/control/x/posts", new { author = "ada", text = "by hand" })).GetProperty("id").GetString()!;

        Assert.Equal([foreign, mine.Id], (await ada.GetAsync($"/x/2/users/{await ada.IdAsync()}/tweets")).Ids);
        Assert.Single(await sut.LandedAsync());
    }

    [Fact]
    public async Task Scripted_user_mentions_answers_in_the_thread_quotes_and_repeats()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var me = await ada.IdAsync();
        var asked = (await sut.ControlPostAsync("/control/x/mentions", new { from = "reader", to = "ada", text = "is it?" })).GetProperty("id").GetString()!;
        var answer = await ada.PostAsync("it is", asked);
        var more = await sut.ControlPostAsync("/control/x/posts", new { author = "reader", text = "and now?", in_reply_to = answer.Id });
        var quote = (await sut.ControlPostAsync("/control/x/posts", new { author = "fan", text = "so true", quote_of = answer.Id })).GetProperty("id").GetString()!;
        await sut.ControlPostAsync("/control/x/posts", new { author = "fan", repost_of = answer.Id });

        var mentions = await ada.GetAsync($"/x/2/users/{me}/mentions?tweet.fields=conversation_id,entities&expansions=referenced_tweets.id");

        Assert.Equal([more.GetProperty("id").GetString()!, asked], mentions.Ids);
        Assert.All(mentions.Json.GetProperty("data").EnumerateArray(), m => Assert.Equal(asked, m.GetProperty("conversation_id").GetString()));
        Assert.Equal("ada", mentions.Json.GetProperty("data")[0].GetProperty("entities").GetProperty("mentions")[0].GetProperty("username").GetString());
        // Who quotes a post summons its author.
        Assert.Equal(201, (await ada.PostAsync("thank you", quote)).Status);
    }

    [Fact]
    public async Task Two_bots_answer_each_other_until_both_have_said_all()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.ControlPostAsync("/control/x/bots", new object[] { new { handle = "echo", text = "echo {n}", most = 5 }, new { handle = "parrot", text = "parrot {n}", most = 3 } });
        await sut.ControlPostAsync("/control/x/posts", new { author = "reader", text = "@echo begin" });
        await sut.ControlPostAsync("/control/x/posts", new { author = "echo", text = "@parrot you too" });

        var said = (await sut.ControlAsync("/control/x/bots")).GetProperty("items").EnumerateArray().ToDictionary(b => b.GetProperty("handle").GetString()!, b => b.GetProperty("said").GetInt32());
        Assert.Equal((4, 3), (said["echo"], said["parrot"]));
    }

    [Fact]
    public async Task Bot_answers_an_agent_after_its_delay()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        await sut.ControlPostAsync("/control/x/bots", new { handle = "echo", text = "echo {n}", delay_ms = 5_000, only = new[] { "ada" } });
        var asked = (await sut.ControlPostAsync("/control/x/mentions", new { from = "echo", to = "ada", text = "hello" })).GetProperty("id").GetString()!;
        await ada.PostAsync("hello yourself", asked);
        var mentions = $"/x/2/users/{await ada.IdAsync()}/mentions";

        Assert.Single((await ada.GetAsync(mentions)).Ids);
        sut.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, (await ada.GetAsync(mentions)).Ids.Count);
    }

    [Fact]
    public async Task Handles_of_agents_with_dashes_and_dots_are_named_whole()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var owl = sut.As("night-owl.2");
        var me = await owl.IdAsync();
        var asked = await sut.As("ada").PostAsync("hello @night-owl.2. Awake?");
        var answer = await owl.PostAsync("@ada always", asked.Id);

        var page = await owl.GetAsync($"/x/2/users/{me}/mentions?tweet.fields=entities");

        Assert.Equal([asked.Id], page.Ids);
        var mention = page.Json.GetProperty("data")[0].GetProperty("entities").GetProperty("mentions")[0];
        Assert.Equal(("night-owl.2", 6, 18), (mention.GetProperty("username").GetString(), mention.GetProperty("start").GetInt32(), mention.GetProperty("end").GetInt32()));
        Assert.Equal("@night-owl.2 and you?", (await sut.As("ada").PostAsync("and you?", answer.Id)).Text);
    }

    [Fact]
    public async Task Account_without_the_label_or_the_approval_is_refused()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var asked = (await sut.ControlPostAsync("/control/x/mentions", new { from = "reader", to = "ada", text = "is it?" })).GetProperty("id").GetString()!;
        await sut.ControlPostAsync("/control/x/accounts", new { handle = "ada", ai_replies_approved = false });
        Assert.Equal(403, (await ada.PostAsync("it is", asked)).Status);
        Assert.Equal(201, (await ada.PostAsync("a post of its own")).Status);

        await sut.ControlPostAsync("/control/x/accounts", new { handle = "ada", ai_replies_approved = true, automated_label = false });
        Assert.Equal(403, (await ada.PostAsync("it is", asked)).Status);

        await sut.ControlPostAsync("/control/x/accounts", new { handle = "ada", automated_label = true });
        Assert.Equal(201, (await ada.PostAsync("it is", asked)).Status);
    }

    [Fact]
    public async Task Second_reply_to_one_post_is_counted()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var asked = (await sut.ControlPostAsync("/control/x/mentions", new { from = "reader", to = "ada", text = "is it?" })).GetProperty("id").GetString()!;
        await ada.PostAsync("it is", asked);
        Assert.Equal(0, await sut.CounterAsync("x", "repeated_replies"));
        await ada.PostAsync("it is indeed", asked);
        Assert.Equal(1, await sut.CounterAsync("x", "repeated_replies"));
    }

    [Fact]
    public async Task Name_of_somebody_outside_the_conversation_is_counted()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        await sut.As("carol").IdAsync();
        var asked = (await sut.ControlPostAsync("/control/x/mentions", new { from = "reader", to = "ada", text = "is it?" })).GetProperty("id").GetString()!;
        await ada.PostAsync("@reader it is, says @ada, and @nobody knows", asked);
        Assert.Equal(0, await sut.CounterAsync("x", "unsolicited_mentions"));
        await ada.PostAsync("hello @carol");
        Assert.Equal(1, await sut.CounterAsync("x", "unsolicited_mentions"));
    }

    [Fact]
    public async Task App_gets_a_token_of_its_own_for_its_key_and_secret()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        Assert.Equal(200, await TokenAsync(sut, "emulated-app:emulated-app-secret"));
        Assert.Equal(403, await TokenAsync(sut, "emulated-app:wrong"));
    }

    private static async Task<int> TokenAsync(EmulatorFixture sut, string pair)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sut.Host.Address, "/x/oauth2/token"))
        {
            Headers = { Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(pair))) },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        using var response = await sut.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
