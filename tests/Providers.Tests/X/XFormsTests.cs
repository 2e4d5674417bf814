using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Providers.X;

/// <summary>Every form of post and interaction against the emulator.</summary>
public sealed class XFormsTests
{
    [Fact]
    public async Task Thread_of_a_long_text_lands_in_order_and_resumes_at_the_first_missing_part()
    {
        await using var x = await XFixture.StartAsync();
        var plan = ThreadSplitter.Split(string.Join(' ', Enumerable.Range(1, 20).Select(i => $"This is sentence number {i} of a longer thought about moss and rain.")), new ThreadOptions { Numbered = true });
        var done = new Dictionary<string, string>();
        for (var start = 0; start < 2; start++)
        {
            // The first start dies after two parts, the second one goes on.
            foreach (var part in plan.Parts.Skip(plan.FirstMissing(done.Keys)).Take(start == 0 ? 2 : int.MaxValue))
            {
                var at = plan.Parts.ToList().IndexOf(part);
                var outcome = await x.PostAsync("ada", part.Text, at == 0 ? null : done[plan.Parts[at - 1].Id]);
                Assert.True(outcome.Class == OutcomeClass.Sent, outcome.Detail);
                done.Add(part.Id, outcome.PostId!);
            }
        }

        Assert.Equal(plan.Parts.Select(p => p.Text), await x.LandedAsync());
        var first = done[plan.Parts[0].Id];
        var thread = await x.Get<ISocialReader>().ReadConversationAsync(first, x.Page("ada"), CancellationToken.None);
        Assert.Equal(plan.Parts.Count, thread.Posts.Count);
        Assert.Equal(plan.Parts.Count, plan.FirstMissing(done.Keys));
    }

    [Fact]
    public async Task Quote_is_refused_to_self_serve_and_taken_from_enterprise()
    {
        await using var x = await XFixture.StartAsync();
        var theirs = (await x.PostAsync("bob", "Rain")).PostId!;
        var call = x.Call("ada", "Look") with { Post = new SocialPost { Text = "Look", QuoteOfId = theirs } };

        var refused = await x.Client.PublishAsync(call, CancellationToken.None);
        await x.ControlAsync("/control/x/accounts", new { handle = "ada", tier = "enterprise" });
        var taken = await x.Client.PublishAsync(call, CancellationToken.None);

        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.Forbidden, OutcomeClass.Sent), (refused.Class, refused.Code, taken.Class));
        Assert.Equal(theirs, Assert.Single((await x.Client.ReadOwnTimelineAsync(x.Account("ada"), "0", CancellationToken.None)).Posts).QuoteOfId);
    }

    [Fact]
    public async Task Poll_lands_with_its_options()
    {
        await using var x = await XFixture.StartAsync();
        var post = new SocialPost { Text = "Rain?", Poll = new SocialPoll { Options = ["yes", "no"], DurationMinutes = 60 } };
        Assert.Equal(OutcomeClass.Sent, (await x.Client.PublishAsync(x.Call("ada", "") with { Post = post }, CancellationToken.None)).Class);
        var poll = (await x.ControlAsync("/control/x/posts")).GetProperty("items")[0].GetProperty("poll");
        Assert.Equal((60, "no"), (poll.GetProperty("duration_minutes").GetInt32(), poll.GetProperty("options")[1].GetString()));
    }

    [Fact]
    public async Task Like_is_refused_to_self_serve_and_repost_is_not()
    {
        await using var x = await XFixture.StartAsync();
        var post = (await x.PostAsync("bob", "Rain")).PostId!;

        var like = await ActAsync(x, SocialInteractionKind.Like, post);
        var repost = await ActAsync(x, SocialInteractionKind.Repost, post);

        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.Forbidden, OutcomeClass.Sent), (like.Class, like.Code, repost.Class));
        Assert.Contains("self-serve", like.Detail);
    }

    [Fact]
    public async Task Interactions_done_again_after_an_ambiguous_end_are_done_once()
    {
        await using var x = await XFixture.StartAsync(configure: o => o.X.Tier = "enterprise");
        var post = (await x.PostAsync("bob", "Rain")).PostId!;
        foreach (var (kind, route, counter) in new[] { (SocialInteractionKind.Like, "POST /x/2/users/:id/likes", "likes"), (SocialInteractionKind.Repost, "POST /x/2/users/:id/retweets", "reposts") })
        {
            await x.FaultAsync("drop_after_effect", route);
            Assert.Equal(OutcomeClass.Ambiguous, (await ActAsync(x, kind, post)).Class);
            Assert.Equal(OutcomeClass.Sent, (await ActAsync(x, kind, post)).Class);
            Assert.Equal(1, await x.CounterAsync("x", counter));
        }

        Assert.Equal(OutcomeClass.Sent, (await ActAsync(x, SocialInteractionKind.Unlike, post)).Class);
        Assert.Equal(OutcomeClass.Sent, (await ActAsync(x, SocialInteractionKind.UndoRepost, post)).Class);
    }

    [Fact]
    public async Task Like_whose_account_cannot_be_looked_up_was_not_sent()
    {
        await using var x = await XFixture.StartAsync();
        await x.FaultAsync("5xx", "GET /x/2/users/me");
        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.Server), await ActAsync(x, SocialInteractionKind.Like, "5") is var o ? (o.Class, o.Code) : default);
    }

    [Fact]
    public async Task Like_of_a_post_that_is_gone_is_not_found()
    {
        await using var x = await XFixture.StartAsync(configure: o => o.X.Tier = "enterprise");
        Assert.Equal(SocialOutcomeCodes.NotFound, (await ActAsync(x, SocialInteractionKind.Like, "5")).Code);
    }

    [Theory]
    [InlineData(MediaKind.Image, "image/png", 20)]
    [InlineData(MediaKind.Image, "image/png", 4_500_000)]
    [InlineData(MediaKind.Gif, "image/gif", 9_000_000)]
    [InlineData(MediaKind.Video, "video/mp4", 9_000_000)]
    public async Task Upload_ends_in_a_media_that_a_post_may_name(MediaKind kind, string type, int length)
    {
        await using var x = await XFixture.StartAsync(configure: o => o.X.MediaProcessing = TimeSpan.FromSeconds(kind == MediaKind.Image ? 0 : 3));
        using var content = new MemoryStream(MediaFile(type, length));
        var upload = x.Get<ISocialMedia>().UploadAsync(Upload(x, kind, type, length), content, CancellationToken.None);
        while (!upload.IsCompleted)
        {
            // Only the wait for the processing stands on the clock and is shorter than any deadline.
            if (x.Time.UntilNext <= TimeSpan.FromSeconds(5))
            {
                x.Time.AdvanceToNext();
            }

            await Task.Yield();
        }

        var media = await upload;
        Assert.True(media.Outcome.Class == OutcomeClass.Sent, media.Outcome.Detail);
        var post = await x.Client.PublishAsync(x.Call("ada", "") with { Post = new SocialPost { Text = "Look", MediaIds = [media.MediaId], MadeWithAi = true } }, CancellationToken.None);
        Assert.Equal(OutcomeClass.Sent, post.Class);
        var seen = (await x.Get<ISocialReader>().ReadPostsAsync(x.Account("bob"), [post.PostId!], CancellationToken.None)).Posts.Single();
        Assert.Equal(("Look", "moss on a stone"), (seen.Text, Assert.Single(seen.Media).AltText));
        Assert.Equal((length + (4 * 1024 * 1024) - 1) / (4 * 1024 * 1024), await x.CounterAsync("requests", "POST /x/2/media/upload/:id/append"));
        Assert.Equal(x.Time.GetUtcNow().AddHours(24), media.ExpiresAt!.Value, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Upload_sends_a_segment_in_doubt_again()
    {
        await using var x = await XFixture.StartAsync();
        await x.FaultAsync("drop_after_effect", "POST /x/2/media/upload/:id/append", count: 2);
        using var content = new MemoryStream(MediaFile("image/png", 100));
        var media = await x.Get<ISocialMedia>().UploadAsync(Upload(x, MediaKind.Image, "image/png", 100), content, CancellationToken.None);
        Assert.True(media.Outcome.Class == OutcomeClass.Sent, media.Outcome.Detail);
        Assert.Equal(3, await x.CounterAsync("requests", "POST /x/2/media/upload/:id/append"));
    }

    [Theory]
    [InlineData(MediaKind.Image, "image/bmp", 20, 20, "convert the file")]
    [InlineData(MediaKind.Video, "image/png", 20, 20, "convert the file")]
    [InlineData(MediaKind.Image, "image/png", 5_242_881, 20, "make it smaller")]
    [InlineData(MediaKind.Image, "image/png", 0, 0, "is empty")]
    [InlineData(MediaKind.Image, "image/jpeg", 20, 20, "state its real type")]
    [InlineData(MediaKind.Image, "image/png", 30, 20, "ended after 20")]
    [InlineData(MediaKind.Image, "image/png", 15, 20, "is longer than the 15")]
    public async Task Upload_of_a_bad_file_says_how_to_mend_it(MediaKind kind, string type, int announced, int length, string sentence)
    {
        await using var x = await XFixture.StartAsync();
        using var content = new MemoryStream(MediaFile("image/png", length));
        var media = await x.Get<ISocialMedia>().UploadAsync(Upload(x, kind, type, announced), content, CancellationToken.None);

        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.Invalid, ""), (media.Outcome.Class, media.Outcome.Code, media.MediaId));
        Assert.Contains(sentence, media.Outcome.Detail);
        Assert.Equal(0, await x.CounterAsync("x", "uploads"));
    }

    private static MediaUpload Upload(XFixture x, MediaKind kind, string type, long length) => new()
    {
        AccountKey = x.Account("ada").ToString(),
        AgentId = "ada",
        Kind = kind,
        MimeType = type,
        Length = length,
        AltText = "moss on a stone",
        Deadline = x.Time.GetUtcNow().AddMinutes(5),
    };

    private static byte[] MediaFile(string type, int length)
    {
        byte[] head = type switch
        {
            "image/png" => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10],
            "image/gif" => [.. "GIF89a"u8],
            _ => [0, 0, 0, 24, .. "ftypmp42"u8],
        };
        var file = new byte[length];
        head.AsSpan(0, Math.Min(head.Length, length)).CopyTo(file);
        return file;
    }

    private static Task<SocialOutcome> ActAsync(XFixture x, SocialInteractionKind kind, string post) => x.Get<ISocialInteractions>().ActAsync(
        new SocialInteractionCall { AccountKey = x.Account("ada").ToString(), AgentId = "ada", EffectId = "e1", Kind = kind, PostId = post, Deadline = x.Time.GetUtcNow().AddSeconds(30) },
        CancellationToken.None);
}
