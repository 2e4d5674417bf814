using System.Globalization;
using NSubstitute;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.Social;

namespace PuppetEngine.Tests.Grains.Social;

/// <summary>What comes over the app's stream.</summary>
public sealed partial class XMentionsGrainTests
{
    [Fact]
    public async Task What_is_streamed_and_read_goes_to_one_agent_although_others_have_joined_in_between()
    {
        Put(new XMentionsState { Agents = ["bo"], SinceId = At(-60), OwnId = "100", OwnHandle = "ada", IdentifiedBy = "f1" });
        Write([.. Enumerable.Range(-20, 12)]);
        foreach (var id in _posts)
        {
            Assert.True(await CreateSut().Hear(new PostPage { Outcome = SocialHouse.Sent("0"), Posts = [Post(id.ToString(CultureInfo.InvariantCulture))] }));
        }

        Assert.Equal(12, _heard["bo"].Count);
        var stored = _store.Read()!;
        Assert.Equal((At(-60), 12), (stored.SinceId, stored.Assigned.Count));
        stored.Agents = ["ada", "bo", "cy"];
        Put(stored);
        _pageSize = 100;
        await CreateSut().Read();
        Assert.Equal(["bo"], _heard.Keys);
        Assert.Equal(12, _heard["bo"].Distinct().Count());
        Assert.Empty(_store.Read()!.Assigned);
        Assert.Equal(At(-9), _store.Read()!.SinceId);
    }

    [Fact]
    public async Task A_post_that_is_streamed_twice_is_charged_and_handed_on_once()
    {
        Put(new XMentionsState { Agents = ["ada"], SinceId = At(-60), OwnId = "100", OwnHandle = "ada", IdentifiedBy = "f1" });
        var sut = CreateSut();
        var page = new PostPage { Outcome = SocialHouse.Sent("0"), Posts = [Post(At(-5))] };
        Assert.True(await sut.Hear(page));
        Assert.True(await sut.Hear(page));
        Assert.True(await sut.Hear(page with { Posts = [Post(At(-90))] }));
        Assert.Single(_heard["ada"]);
        Assert.Equal(5_000, (await _house.Account(_house.Key("ada")).GetStatus()).MicroDollarsToday);
    }

    [Fact]
    public async Task A_streamed_post_that_no_agent_took_is_found_by_reading()
    {
        Put(new XMentionsState { Agents = ["ada"], SinceId = At(-60), OwnId = "100", OwnHandle = "ada", IdentifiedBy = "f1" });
        _answers["ada"] = delivery => new MentionsHeard { NotTaken = [.. delivery.Posts.Select(post => post.Id)] };
        Write(-5);
        Assert.False(await CreateSut().Hear(new PostPage { Outcome = SocialHouse.Sent("0"), Posts = [Post(At(-5))] }));
        _answers.Clear();
        await CreateSut().Read();
        Assert.Equal([At(-5)], _heard["ada"]);
    }

    [Fact]
    public async Task While_the_stream_covers_the_account_it_is_read_seldom_and_otherwise_as_ever()
    {
        _house.Options.UseStream = true;
        DateTimeOffset? covered = null;
        var stream = Substitute.For<IXStreamGrain>();
        stream.Follow(default!, default!).ReturnsForAnyArgs(_ => new StreamStanding { CoveredSince = covered });
        _house.Grains.GetGrain<IXStreamGrain>(_house.Key("k1"), Arg.Any<string?>()).Returns(stream);
        var sut = CreateSut();
        await PassAsync(3);
        Assert.Equal(3, _queries.Count);

        covered = _house.Time.GetUtcNow();
        await PassAsync(10);
        Assert.InRange(_queries.Count, 4, 5);
        await PassAsync(30);
        Assert.InRange(_queries.Count, 6, 7);

        covered = null;
        var before = _queries.Count;
        await PassAsync(3);
        Assert.Equal(before + 3, _queries.Count);
        stream.Follow(default!, default!).ReturnsForAnyArgs<StreamStanding>(_ => throw new TimeoutException());
        await PassAsync(1);
        Assert.Equal(before + 4, _queries.Count);

        async Task PassAsync(int minutes)
        {
            for (var minute = 0; minute < minutes; minute++)
            {
                _house.Time.Advance(TimeSpan.FromMinutes(1));
                await sut.TickAsync(CancellationToken.None);
            }
        }
    }
}
