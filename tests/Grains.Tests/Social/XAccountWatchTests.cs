using NSubstitute;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.TestKit.State;
using static PuppetEngine.Tests.Grains.Social.SocialHouse;

namespace PuppetEngine.Tests.Grains.Social;

public sealed class XAccountWatchTests
{
    private static readonly TimeSpan Reach = TimeSpan.FromHours(3);
    private readonly SocialHouse _house = new();

    private string Ada => _house.Key("ada");

    [Fact]
    public async Task The_first_look_is_permitted_at_once_and_reaches_back_a_day_and_no_other_one_follows_within_the_hour()
    {
        var begun = await _house.Account(Ada).BeginWatch("ada", Reach);
        Assert.NotNull(begun.ReadId);
        Assert.False(begun.HasBegun);
        Assert.Equal(PostIds.Before(_house.Time.GetUtcNow() - TimeSpan.FromDays(1)), begun.SinceId);

        var ended = await _house.Account(Ada).EndWatch(begun.ReadId, Found(Post(-30, "Old.")));
        Assert.True(ended.HasBegun);
        Assert.Equal("Old.", Assert.Single(ended.Posts).Text);
        _house.Restart();
        _house.Time.Advance(TimeSpan.FromMinutes(59));
        var again = await _house.Account(Ada).BeginWatch("ada", Reach);
        Assert.Null(again.ReadId);
        Assert.Equal("Old.", Assert.Single(again.Posts).Text);
        _house.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull((await _house.Account(Ada).BeginWatch("ada", Reach)).ReadId);
        await _house.Attention.DidNotReceiveWithAnyArgs().Raise(default!);
    }

    [Fact]
    public async Task A_look_whose_answer_was_not_stored_is_made_again()
    {
        var begun = await _house.Account(Ada).BeginWatch("ada", Reach);
        var grain = _house.Account(Ada);
        _house.StateOf(Ada).FailNext = StateFault.BeforeStoring;
        await Assert.ThrowsAsync<IOException>(() => grain.EndWatch(begun.ReadId!, Found(Post(-30, "Old."))));
        _house.Restart();
        var again = await _house.Account(Ada).BeginWatch("ada", Reach);
        Assert.NotNull(again.ReadId);
        Assert.False(again.HasBegun);
    }

    [Fact]
    public async Task A_look_that_found_nothing_costs_nothing_and_one_that_failed_is_made_again_in_a_minute()
    {
        var begun = await _house.Account(Ada).BeginWatch("ada", Reach);
        var failed = await _house.Account(Ada).EndWatch(begun.ReadId!, new TimelineRead { Outcome = InDoubt() });
        Assert.False(failed.HasBegun);
        Assert.Equal(_house.Time.GetUtcNow() + TimeSpan.FromMinutes(1), failed.NextAt);
        _house.Time.Advance(TimeSpan.FromMinutes(1));
        await LookAsync();
        Assert.Equal(0, (await _house.Account(Ada).GetStatus()).MicroDollarsToday);
    }

    [Fact]
    public async Task An_account_whose_timeline_may_not_be_read_posts_all_the_same()
    {
        var begun = await _house.Account(Ada).BeginWatch("ada", Reach);
        Assert.True((await _house.Account(Ada).EndWatch(begun.ReadId!, new TimelineRead { Outcome = NotSent(SocialOutcomeCodes.Forbidden) })).HasBegun);
    }

    [Fact]
    public async Task A_later_post_is_told_once_unless_an_effect_holds_it()
    {
        await LookAsync();
        _house.Time.Advance(TimeSpan.FromHours(2));
        var (ours, other) = (Post(-20, "Ours."), Post(-10, "Not ours."));
        await _house.Account(Ada).Reserve(Ask("e1"));
        await _house.Account(Ada).Settle(Told("e1", Sent(ours.Id)));
        Assert.Equal(other.Id, Assert.Single((await LookAsync(ours, other)).Posts).Id);
        await _house.Attention.Received(1).Raise(Arg.Is<AttentionEntry>(e => e.Code == "foreign_writer" && e.Subject == Ada));

        _house.Time.Advance(TimeSpan.FromHours(2));
        Assert.Single((await LookAsync(other)).Posts);
        await _house.Attention.Received(1).Raise(Arg.Any<AttentionEntry>());
        await _house.Account(Ada).ClearStop();
        await _house.Attention.Received(1).Clear("foreign_writer", Ada);
    }

    [Fact]
    public async Task A_post_that_may_be_the_one_in_doubt_is_judged_when_that_is_known()
    {
        await LookAsync();
        _house.Time.Advance(TimeSpan.FromHours(2));
        await _house.Account(Ada).Reserve(Ask("e1"));
        await _house.Account(Ada).Settle(Told("e1", InDoubt()));
        var (inDoubt, other) = (Post(0, "In doubt."), Post(-60, "Not ours."));
        Assert.Equal(other.Id, Assert.Single((await LookAsync(inDoubt, other)).Posts).Id);

        // Found not to be there: whoever wrote the post that was made in those minutes, it was not that effect.
        await _house.Account(Ada).Settle(Told("e1", NotSent(SocialOutcomeCodes.Timeout)));
        _house.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal([inDoubt.Id, other.Id], (await LookAsync(inDoubt)).Posts.Select(p => p.Id));
    }

    [Fact]
    public async Task What_people_could_not_be_told_is_told_at_the_next_look()
    {
        await LookAsync();
        _house.Time.Advance(TimeSpan.FromHours(2));
        _house.Attention.Raise(Arg.Any<AttentionEntry>()).Returns(Task.FromException(new TimeoutException()), Task.CompletedTask);
        await LookAsync(Post(-10, "Not ours."));
        _house.Restart();
        await _house.Account(Ada).BeginWatch("ada", Reach);
        await _house.Attention.Received(2).Raise(Arg.Is<AttentionEntry>(e => e.Code == "foreign_writer"));
    }

    private async Task<AccountWatch> LookAsync(params OwnPost[] found)
    {
        var begun = await _house.Account(Ada).BeginWatch("ada", Reach);
        Assert.NotNull(begun.ReadId);
        return await _house.Account(Ada).EndWatch(begun.ReadId, Found([.. found.Where(post => PostIds.Parse(post.Id) > PostIds.Parse(begun.SinceId))]));
    }

    private OwnPost Post(int minutes, string text)
    {
        var at = _house.Time.GetUtcNow() + TimeSpan.FromMinutes(minutes);
        return new OwnPost { Id = PostIds.Before(at), Text = text, CreatedAt = at };
    }

    private static TimelineRead Found(params OwnPost[] posts) => new() { Outcome = new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok }, Posts = [.. posts] };
}
