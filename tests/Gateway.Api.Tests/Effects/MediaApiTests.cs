using NSubstitute;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Effects;

public sealed class MediaApiTests : IClassFixture<SharedGateway>
{
    private static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G'];
    private readonly TestGateway _gateway;

    public MediaApiTests(SharedGateway shared)
    {
        _gateway = shared.Fresh();
        _gateway.Cluster.AddAgent("ada");
        _gateway.Cluster.SocialWorker.ClearReceivedCalls();
    }

    [Fact]
    public async Task An_upload_answers_the_id_that_a_post_takes()
    {
        Answer(new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok }, "77");

        var media = await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/media", new { media_type = "image/png", data = Picture, alt_text = "Fog." }), 201);

        Assert.Equal("77", (string?)media["media_id"]);
        await _gateway.Cluster.SocialWorker.Received().Upload(
            Arg.Is<MediaUpload>(u => u.AgentId == "ada" && u.Length == 4 && u.AltText == "Fog." && u.Kind == MediaKind.Image), Arg.Is<byte[]>(b => b.SequenceEqual(Picture)), Arg.Any<CancellationToken>());
        await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { text = "Fog.", media_ids = new[] { "77" }, made_with_ai = true }, "k1"), 202);
        var command = Assert.IsType<PostCommand>(Assert.Single(_gateway.Cluster.Commands));
        Assert.Equal(["77"], command.MediaIds!);
        Assert.True(command.MadeWithAi);
    }

    [Theory]
    [InlineData("""{"data":"iVBORw=="}""", "media_type")]
    [InlineData("""{"media_type":"video/mp4","data":"iVBORw=="}""", "media_type")]
    [InlineData("""{"media_type":"image/png"}""", "data")]
    [InlineData("""{"media_type":"image/png","data":"no base64!"}""", "data")]
    public async Task A_wrong_upload_names_its_field(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var problem = await ProblemAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/media", content), 400, "invalid_body");
        Assert.Equal(field, (string?)problem["errors"]![0]!["field"]);
    }

    [Theory]
    [InlineData(SocialOutcomeCodes.Invalid, 422, "invalid_media")]
    [InlineData(SocialOutcomeCodes.RateWindow, 503, "upload_failed")]
    public async Task What_did_not_come_through_says_why(string code, int status, string expected)
    {
        Answer(new SocialOutcome { Class = OutcomeClass.NotSent, Code = code, Detail = "The file is no image/png, as its first bytes show: state its real type." }, "");
        var problem = await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/media", new { media_type = "image/png", data = Picture }), status, expected);
        Assert.Contains("first bytes", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_is_handed_on_in_parts_until_it_is_processed()
    {
        var film = new byte[5_000_000];
        Random.Shared.NextBytes(film);
        var worker = _gateway.Cluster.SocialWorker;
        var ok = new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok };
        var received = new List<byte>();
        worker.BeginUpload(Arg.Any<MediaUpload>(), Arg.Any<byte[]>(), Arg.Any<CancellationToken>()).Returns(new MediaUploadOutcome { Outcome = ok, MediaId = "78" });
        worker.AppendUpload(Arg.Any<MediaUpload>(), "78", Arg.Any<int>(), Arg.Do<byte[]>(received.AddRange), Arg.Any<CancellationToken>()).Returns(ok);
        var still = new MediaUploadOutcome { Outcome = new SocialOutcome { Class = OutcomeClass.NotSent, Code = SocialOutcomeCodes.Timeout }, MediaId = "78" };
        worker.FinishUpload(Arg.Any<MediaUpload>(), "78", false, Arg.Any<CancellationToken>()).Returns(still);
        worker.FinishUpload(Arg.Any<MediaUpload>(), "78", true, Arg.Any<CancellationToken>()).Returns(still, new MediaUploadOutcome { Outcome = ok, MediaId = "78" });

        var media = await JsonAsync(await FileAsync("?alt_text=Fog%20moves.", film, "video/mp4"), 201);
        Assert.Equal("78", (string?)media["media_id"]);
        Assert.Equal(film, received);
        await worker.Received().BeginUpload(
            Arg.Is<MediaUpload>(u => u.Kind == MediaKind.Video && u.Length == film.Length && u.AltText == "Fog moves." && u.MimeType == "video/mp4"), Arg.Is<byte[]>(b => b.Length == 32), Arg.Any<CancellationToken>());
        await worker.Received(3).AppendUpload(Arg.Any<MediaUpload>(), "78", Arg.Any<int>(), Arg.Any<byte[]>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_file_that_X_takes_not_or_of_no_media_type_says_why()
    {
        _gateway.Cluster.SocialWorker.BeginUpload(Arg.Any<MediaUpload>(), Arg.Any<byte[]>(), Arg.Any<CancellationToken>())
            .Returns(new MediaUploadOutcome { Outcome = new SocialOutcome { Class = OutcomeClass.NotSent, Code = SocialOutcomeCodes.Invalid, Detail = "The file has 16000000 bytes and may have 15728640: make it smaller." } });
        var tooLarge = await ProblemAsync(await FileAsync("", new byte[2_000_000], "image/gif"), 422, "invalid_media");
        Assert.Contains("make it smaller", (string?)tooLarge["detail"], StringComparison.Ordinal);
        await ProblemAsync(await FileAsync("", Picture, "application/octet-stream"), 415, "unsupported_media_type");
        await ProblemAsync(await FileAsync("", [], "image/png"), 400, "invalid_parameter");
        await ProblemAsync(await FileAsync($"?alt_text={new string('a', 1001)}", Picture, "image/png"), 400, "invalid_parameter");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/v1/agents/ada/media/file") { Content = new StreamContent(new MemoryStream(Picture)) };
        chunked.Content.Headers.ContentType = new("image/png");
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal("Content-Length", (string?)(await ProblemAsync(await _gateway.Admin.SendAsync(chunked), 400, "invalid_parameter"))["errors"]![0]!["field"]);
    }

    private async Task<HttpResponseMessage> FileAsync(string query, byte[] file, string type)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new(type);
        return await _gateway.Admin.PostAsync($"/v1/agents/ada/media/file{query}", content);
    }

    [Fact]
    public async Task Nothing_is_uploaded_for_an_agent_that_publishes_nothing()
    {
        _gateway.Cluster.Agents["ada"] = _gateway.Cluster.Agents["ada"] with { Publish = PublishMode.DryRun };
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/media", new { media_type = "image/png", data = Picture }), 409, "agent_inactive");
        await _gateway.Cluster.SocialWorker.DidNotReceiveWithAnyArgs().Upload(default!, default!, default);
    }

    [Fact]
    public async Task A_post_names_media_by_their_ids()
    {
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { text = "Fog.", media_ids = new[] { "x" } }, "k1"), 400, "invalid_body");
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { text = "Fog.", made_with_ai = true }, "k1"), 400, "invalid_body");
        Assert.Empty(_gateway.Cluster.Commands);
    }

    private void Answer(SocialOutcome outcome, string id) =>
        _gateway.Cluster.SocialWorker.Upload(default!, default!, default).ReturnsForAnyArgs(new MediaUploadOutcome { Outcome = outcome, MediaId = id, ExpiresAt = FakeCluster.Moment });
}
