using System.Net.Http.Headers;
using System.Text.Json;

namespace PuppetEngine.Tests.Emulators.X.Media;

public sealed class MediaTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3, 4];
    private static readonly byte[] Film = [0, 0, 0, 24, (byte)'f', (byte)'t', (byte)'y', (byte)'p', .. new byte[40]];

    [Fact]
    public async Task Picture_in_segments_gets_alt_text_and_stands_under_a_post()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var id = await BeginAsync(ada, "image/png", "tweet_image", Png.Length);
        await AppendAsync(ada, id, 1, Png[4..]);
        await AppendAsync(ada, id, 0, Png[..4]);
        var done = await ada.SendAsync(HttpMethod.Post, $"/x/2/media/upload/{id}/finalize");
        var said = await ada.SendAsync(HttpMethod.Post, "/x/2/media/metadata", JsonSerializer.Serialize(new { id, metadata = new { alt_text = new { text = "moss" } } }));

        var posted = await ada.PostJsonAsync($$$"""{"text":"look","media":{"media_ids":["{{{id}}}"]},"made_with_ai":true}""");

        Assert.Equal((200, 200, 201), (done.Status, said.Status, posted.Status));
        Assert.False(done.Json.GetProperty("data").TryGetProperty("processing_info", out _));
        Assert.Matches("^look https://t.co/", posted.Text);
        var read = await ada.GetAsync($"/x/2/tweets?ids={posted.Id}&tweet.fields=attachments&expansions=attachments.media_keys&media.fields=alt_text,type");
        var media = read.Json.GetProperty("includes").GetProperty("media")[0];
        Assert.Equal(($"3_{id}", "photo", "moss"), (media.GetProperty("media_key").GetString(), media.GetProperty("type").GetString(), media.GetProperty("alt_text").GetString()));
    }

    [Fact]
    public async Task Picture_in_one_go_can_be_posted_at_once()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var up = await ada.SendAsync(HttpMethod.Post, "/x/2/media/upload", JsonSerializer.Serialize(new { media = Convert.ToBase64String(Png), media_category = "tweet_image" }));
        Assert.Equal(201, (await ada.PostJsonAsync($$$"""{"text":"","media":{"media_ids":["{{{up.Id}}}"]}}""")).Status);
    }

    [Fact]
    public async Task Film_is_processed_before_it_can_be_posted()
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.X.MediaProcessing = TimeSpan.FromSeconds(8));
        var ada = sut.As("ada");
        var id = await BeginAsync(ada, "video/mp4", "tweet_video", Film.Length);
        await AppendAsync(ada, id, 0, Film);
        var done = await ada.SendAsync(HttpMethod.Post, $"/x/2/media/upload/{id}/finalize");
        var post = $$$"""{"text":"film","media":{"media_ids":["{{{id}}}"]}}""";

        var info = done.Json.GetProperty("data").GetProperty("processing_info");
        Assert.Equal(("pending", 5), (info.GetProperty("state").GetString(), info.GetProperty("check_after_secs").GetInt32()));
        Assert.Equal(400, (await ada.PostJsonAsync(post)).Status);
        sut.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("in_progress", await StateAsync(ada, id));
        sut.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("succeeded", await StateAsync(ada, id));
        Assert.Equal(201, (await ada.PostJsonAsync(post)).Status);
    }

    [Fact]
    public async Task File_that_is_not_what_it_says_fails_in_processing()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var id = await BeginAsync(ada, "video/mp4", "tweet_video", Png.Length);
        await AppendAsync(ada, id, 0, Png);
        await ada.SendAsync(HttpMethod.Post, $"/x/2/media/upload/{id}/finalize");
        sut.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("failed", await StateAsync(ada, id));
    }

    [Theory]
    [InlineData("image/png", "tweet_image", 5 * 1024 * 1024, 200)]
    [InlineData("image/png", "tweet_image", (5 * 1024 * 1024) + 1, 400)]
    [InlineData("image/gif", "tweet_gif", (15 * 1024 * 1024) + 1, 400)]
    [InlineData("video/mp4", "tweet_video", 512 * 1024 * 1024, 200)]
    [InlineData("video/mp4", "tweet_video", (512 * 1024 * 1024) + 1, 400)]
    [InlineData("video/mp4", "tweet_image", 10, 400)]
    [InlineData("image/png", "dm_image", 10, 400)]
    [InlineData("text/html", "tweet_image", 10, 400)]
    [InlineData("image/png", "tweet_image", 0, 400)]
    public async Task Initialize_checks_category_type_and_size(string type, string category, long bytes, int status)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var body = JsonSerializer.Serialize(new { media_type = type, media_category = category, total_bytes = bytes });
        Assert.Equal(status, (await sut.As("ada").SendAsync(HttpMethod.Post, "/x/2/media/upload/initialize", body)).Status);
    }

    [Fact]
    public async Task What_is_not_whole_not_one_s_own_or_too_old_cannot_be_posted()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var id = await BeginAsync(ada, "image/png", "tweet_image", Png.Length);
        await AppendAsync(ada, id, 0, Png[..4]);
        Assert.Equal(400, (await ada.SendAsync(HttpMethod.Post, $"/x/2/media/upload/{id}/finalize")).Status);
        Assert.Equal(400, (await sut.As("bob").SendAsync(HttpMethod.Post, $"/x/2/media/upload/{id}/finalize")).Status);
        await AppendAsync(ada, id, 1, Png[4..]);
        await ada.SendAsync(HttpMethod.Post, $"/x/2/media/upload/{id}/finalize");
        var post = $$$"""{"text":"mine","media":{"media_ids":["{{{id}}}"]}}""";

        Assert.Equal(400, (await sut.As("bob").PostJsonAsync(post)).Status);
        Assert.Equal(400, (await ada.PostJsonAsync("""{"text":"made up","media":{"media_ids":["77"]}}""")).Status);
        sut.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(400, (await ada.PostJsonAsync(post)).Status);
    }

    [Fact]
    public async Task Poll_stands_under_its_post()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var posted = await ada.PostJsonAsync("""{"text":"rain?","poll":{"options":["yes","no"],"duration_minutes":60}}""");

        var read = await ada.GetAsync($"/x/2/tweets?ids={posted.Id}&expansions=attachments.poll_ids");

        var poll = read.Json.GetProperty("includes").GetProperty("polls")[0];
        Assert.Equal(read.Json.GetProperty("data")[0].GetProperty("attachments").GetProperty("poll_ids")[0].GetString(), poll.GetProperty("id").GetString());
        Assert.Equal(["yes", "no"], poll.GetProperty("options").EnumerateArray().Select(o => o.GetProperty("label").GetString()));
        Assert.Equal("open", poll.GetProperty("voting_status").GetString());
    }

    private static async Task<string> BeginAsync(SignedX ada, string type, string category, long bytes) =>
        (await ada.SendAsync(HttpMethod.Post, "/x/2/media/upload/initialize", JsonSerializer.Serialize(new { media_type = type, media_category = category, total_bytes = bytes }))).Id;

    private static async Task AppendAsync(SignedX ada, string id, int index, byte[] bytes)
    {
        using var body = new MultipartFormDataContent();
        using var media = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var segment = new StringContent($"{index}");
        body.Add(media, "media", "chunk");
        body.Add(segment, "segment_index");
        var reply = await ada.SendAsync(HttpMethod.Post, $"/x/2/media/upload/{id}/append", null, r => r.Content = body);
        Assert.True(reply.Status == 200, reply.Body);
    }

    private static async Task<string?> StateAsync(SignedX ada, string id) =>
        (await ada.GetAsync($"/x/2/media/upload?command=STATUS&media_id={id}")).Json.GetProperty("data").GetProperty("processing_info").GetProperty("state").GetString();
}
