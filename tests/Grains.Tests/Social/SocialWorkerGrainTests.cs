using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.Social;

namespace PuppetEngine.Tests.Grains.Social;

public sealed class SocialWorkerGrainTests
{
    private readonly SocialHouse _house = new();
    private readonly ISocialClient _client = Substitute.For<ISocialClient>();
    private readonly ISocialInteractions _interactions = Substitute.For<ISocialInteractions>();
    private readonly ISocialMedia _media = Substitute.For<ISocialMedia>();
    private readonly ISocialReader _reader = Substitute.For<ISocialReader>();
    private readonly IKillSwitch _switch = Substitute.For<IKillSwitch>();

    public SocialWorkerGrainTests()
    {
        _switch.ReadAsync(default).ReturnsForAnyArgs(new KillSwitchState());
        _client.PublishAsync(default!, default).ReturnsForAnyArgs(SocialHouse.Sent("7"));
    }

    private SocialWorkerGrain CreateSut(params IActingGuard[] guards) =>
        new(Substitute.For<IGrainContext>(), _client, _interactions, _media, _reader, _switch, guards, _house.Grains, NullLogger<SocialWorkerGrain>.Instance);

    private static SocialCall Call() => new()
    {
        AccountKey = "live/ada",
        AgentId = "ada",
        EffectId = "e1",
        Post = new SocialPost { Text = "Hello" },
        Deadline = DateTimeOffset.MaxValue,
        Tags = ["garden"],
    };

    [Fact]
    public async Task Publish_posts_when_nothing_forbids_it() => Assert.Equal("7", (await CreateSut().Publish(Call(), CancellationToken.None)).PostId);

    [Fact]
    public async Task Publish_of_a_like_likes_and_posts_nothing()
    {
        _interactions.ActAsync(default!, default).ReturnsForAnyArgs(SocialHouse.Sent("9"));
        var outcome = await CreateSut().Publish(Call() with { Post = new SocialPost { Text = "", LikeId = "9" } }, CancellationToken.None);
        Assert.Equal(OutcomeClass.Sent, outcome.Class);
        await _interactions.Received(1).ActAsync(Arg.Is<SocialInteractionCall>(call => call.Kind == SocialInteractionKind.Like && call.PostId == "9" && call.EffectId == "e1"), Arg.Any<CancellationToken>());
        await _client.DidNotReceiveWithAnyArgs().PublishAsync(default!, default);
    }

    [Fact]
    public async Task Publish_of_a_like_under_the_kill_switch_does_nothing()
    {
        _switch.ReadAsync(default).ReturnsForAnyArgs(new KillSwitchState { All = true });
        var outcome = await CreateSut().Publish(Call() with { Post = new SocialPost { Text = "", LikeId = "9" } }, CancellationToken.None);
        Assert.Equal(SocialOutcomeCodes.Killed, outcome.Code);
        await _interactions.DidNotReceiveWithAnyArgs().ActAsync(default!, default);
    }

    public static TheoryData<KillSwitchState> Stops => new(new KillSwitchState { All = true }, new KillSwitchState { Agents = ["ada"] }, new KillSwitchState { Tags = ["garden"] });

    [Theory]
    [MemberData(nameof(Stops), DisableDiscoveryEnumeration = true)]
    public async Task Publish_under_the_kill_switch_sends_nothing(KillSwitchState stop)
    {
        _switch.ReadAsync(default).ReturnsForAnyArgs(stop);
        var outcome = await CreateSut().Publish(Call(), CancellationToken.None);
        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.Killed), (outcome.Class, outcome.Code));
        await _client.DidNotReceiveWithAnyArgs().PublishAsync(default!, default);
    }

    [Fact]
    public async Task Publish_without_a_readable_kill_switch_sends_nothing()
    {
        _switch.ReadAsync(default).ReturnsForAnyArgs<ValueTask<KillSwitchState>>(_ => throw new IOException("locked"));
        Assert.Equal(SocialOutcomeCodes.Killed, (await CreateSut().Publish(Call(), CancellationToken.None)).Code);
        await _client.DidNotReceiveWithAnyArgs().PublishAsync(default!, default);
    }

    [Fact]
    public async Task Publish_against_a_guard_sends_nothing()
    {
        var guard = Substitute.For<IActingGuard>();
        guard.Refusal("live").Returns("This is a copy.");
        Assert.Equal(SocialOutcomeCodes.ForeignDeployment, (await CreateSut(guard).Publish(Call(), CancellationToken.None)).Code);
        await _client.DidNotReceiveWithAnyArgs().PublishAsync(default!, default);
    }

    [Fact]
    public async Task Publish_with_an_expired_token_renews_it_once_and_posts()
    {
        _client.PublishAsync(default!, default).ReturnsForAnyArgs(SocialHouse.NotSent(SocialOutcomeCodes.TokenExpired), SocialHouse.Sent("8"));
        Assert.Equal("8", (await CreateSut().Publish(Call(), CancellationToken.None)).PostId);
        Assert.Equal(1, _house.Refreshes);
    }

    [Fact]
    public async Task Publish_with_a_token_that_stays_refused_ends_as_unauthorized()
    {
        _client.PublishAsync(default!, default).ReturnsForAnyArgs(SocialHouse.NotSent(SocialOutcomeCodes.TokenExpired));
        Assert.Equal(SocialOutcomeCodes.Unauthorized, (await CreateSut().Publish(Call(), CancellationToken.None)).Code);
        await _client.ReceivedWithAnyArgs(2).PublishAsync(default!, default);
        Assert.Equal(1, _house.Refreshes);
    }

    [Fact]
    public async Task Publish_stopped_while_the_token_was_renewed_sends_nothing()
    {
        _client.PublishAsync(default!, default).ReturnsForAnyArgs(SocialHouse.NotSent(SocialOutcomeCodes.TokenExpired));
        _house.Refresh = () =>
        {
            _switch.ReadAsync(default).ReturnsForAnyArgs(new KillSwitchState { All = true });
            return SocialHouse.Sent("");
        };
        Assert.Equal(SocialOutcomeCodes.Killed, (await CreateSut().Publish(Call(), CancellationToken.None)).Code);
        await _client.ReceivedWithAnyArgs(1).PublishAsync(default!, default);
    }

    [Fact]
    public async Task ReadOwnTimeline_with_an_ended_login_says_so()
    {
        _client.ReadOwnTimelineAsync(default, default!, default).ReturnsForAnyArgs(new TimelineRead { Outcome = SocialHouse.NotSent(SocialOutcomeCodes.TokenExpired) });
        _house.Refresh = () => SocialHouse.NotSent(SocialOutcomeCodes.NeedsLogin);
        Assert.Equal(SocialOutcomeCodes.NeedsLogin, (await CreateSut().ReadOwnTimeline("live/ada", "0", CancellationToken.None)).Outcome.Code);
    }

    [Fact]
    public async Task ReadMentions_with_a_token_that_ran_out_renews_it_once_and_reads_again()
    {
        var query = new PostPageQuery { AccountKey = "live/ada", SinceId = "7" };
        _reader.ReadMentionsAsync(query, default).ReturnsForAnyArgs(
            new PostPage { Outcome = SocialHouse.NotSent(SocialOutcomeCodes.TokenExpired) },
            new PostPage { Outcome = SocialHouse.Sent("0"), NextToken = "older" });
        Assert.Equal("older", (await CreateSut().ReadMentions(query, CancellationToken.None)).NextToken);
        Assert.Equal(1, _house.Refreshes);
    }

    [Fact]
    public async Task ReadPosts_whose_token_cannot_be_renewed_says_why()
    {
        _house.Refresh = () => SocialHouse.NotSent(SocialOutcomeCodes.NeedsLogin);
        _reader.ReadPostsAsync(default, default!, default).ReturnsForAnyArgs(new PostPage { Outcome = SocialHouse.NotSent(SocialOutcomeCodes.TokenExpired) });
        Assert.Equal(SocialOutcomeCodes.NeedsLogin, (await CreateSut().ReadPosts("live/ada", ["7"], CancellationToken.None)).Outcome.Code);
    }
}
