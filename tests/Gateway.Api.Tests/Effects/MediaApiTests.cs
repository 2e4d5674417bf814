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
