using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Orleans;
using Orleans.Runtime;
using Orleans.Timers;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.Social;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Social;

public sealed class XStreamGrainTests : ISocialStream
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(75);

    private readonly VirtualTimeProvider _time = new();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly List<StreamRule> _rules = [];
    private readonly List<string> _calls = [];
    private readonly List<(string Account, string Post)> _handed = [];
    private readonly Channel<StreamEvent> _events = Channel.CreateUnbounded<StreamEvent>();
    private readonly SemaphoreSlim _done = new(0);
    private readonly XStreamGrain _sut;
    private SocialOutcome? _refusal;
    private bool _isTaken = true;
    private int _connections;

    public XStreamGrainTests()
    {
        _grains.GetGrain<IXMentionsGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Feed(call.ArgAt<string>(0)));
        var context = Substitute.For<IGrainContext>();
        context.GrainId.Returns(GrainId.Create("x-stream", "live/k1"));
        context.ActivationServices.Returns(new ServiceCollection().AddSingleton(Substitute.For<ITimerRegistry>()).BuildServiceProvider());
        _sut = new XStreamGrain(context, this, _grains, Options.Create(new SocialOptions()), _time, NullLogger<XStreamGrain>.Instance);
    }

    [Fact]
    public async Task Accounts_share_one_rule_and_one_connection_and_strangers_rules_stay()
    {
        _rules.AddRange([new StreamRule { Id = "1", Value = "@other", Tag = "theirs" }, new StreamRule { Id = "2", Value = "(@gone) -is:retweet", Tag = StreamRulePacking.Tag }]);
        await FollowAsync([.. Enumerable.Range(0, 30).Select(i => $"agent{i:00}")]);
        Assert.Equal(2, _rules.Count);
        Assert.Equal("@other", _rules[0].Value);
        Assert.Equal(["list", "add 1", "delete 1"], _calls);

        var reading = _sut.ReadAsync(CancellationToken.None);
        var second = _sut.ReadAsync(CancellationToken.None);
        Assert.True(second.IsCompletedSuccessfully);
        Assert.Equal(1, _connections);
        await TellAsync(new StreamEvent(StreamEventKind.Connected));
        Assert.Equal(_time.GetUtcNow(), (await _sut.Follow("live/agent07", "agent07")).CoveredSince);

        await _sut.TendAsync(CancellationToken.None);
        Assert.Equal(3, _calls.Count);
        await EndAsync(reading);
    }

    [Fact]
    public async Task A_post_goes_to_every_account_that_it_names_and_to_no_other()
    {
        await FollowAsync("ada", "bo", "cy");
        var reading = _sut.ReadAsync(CancellationToken.None);
        await TellAsync(new StreamEvent(StreamEventKind.Connected));
        await TellAsync(Post("7", "Bo", "ADA"));
        Assert.Equal([("live/ada", "7"), ("live/bo", "7")], _handed.Order());
        await EndAsync(reading);
    }

    [Fact]
    public async Task Nobody_is_covered_before_the_stream_stands_and_after_it_broke()
    {
        await FollowAsync("ada");
        Assert.Null((await _sut.Follow("live/ada", "ada")).CoveredSince);
        var reading = _sut.ReadAsync(CancellationToken.None);
        await TellAsync(new StreamEvent(StreamEventKind.Connected));
        var first = (await _sut.Follow("live/ada", "ada")).CoveredSince;
        Assert.NotNull(first);

        await TellAsync(new StreamEvent(StreamEventKind.Interrupted));
        Assert.Null((await _sut.Follow("live/ada", "ada")).CoveredSince);
        _time.Advance(TimeSpan.FromSeconds(5));
        await TellAsync(new StreamEvent(StreamEventKind.Connected));
        Assert.Equal(first + TimeSpan.FromSeconds(5), (await _sut.Follow("live/ada", "ada")).CoveredSince);
        await EndAsync(reading);
    }

    [Fact]
    public async Task A_post_that_was_not_taken_is_left_to_reading()
    {
        await FollowAsync("ada", "bo");
        var reading = _sut.ReadAsync(CancellationToken.None);
        await TellAsync(new StreamEvent(StreamEventKind.Connected));
        var connected = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(1));
        _isTaken = false;
        await TellAsync(Post("7", "ada"));
        Assert.Equal(_time.GetUtcNow(), (await _sut.Follow("live/ada", "ada")).CoveredSince);
        Assert.Equal(connected, (await _sut.Follow("live/bo", "bo")).CoveredSince);
        await EndAsync(reading);
    }

    [Fact]
    public async Task A_plan_without_a_stream_is_asked_again_in_an_hour_and_nobody_is_covered()
    {
        await FollowAsync("ada");
        var reading = _sut.ReadAsync(CancellationToken.None);
        await TellAsync(new StreamEvent(StreamEventKind.Ended) { Outcome = SocialHouse.NotSent(SocialOutcomeCodes.ClientForbidden) });
        await reading;
        Assert.Null((await _sut.Follow("live/ada", "ada")).CoveredSince);
        await _sut.ReadAsync(CancellationToken.None);
        Assert.Equal(1, _connections);
        _time.Advance(XStreamGrain.Again);
        var again = _sut.ReadAsync(CancellationToken.None);
        Assert.Equal(2, _connections);
        await EndAsync(again);
    }

    [Fact]
    public async Task Refused_rules_are_asked_for_later_and_not_every_time()
    {
        _refusal = SocialHouse.NotSent(SocialOutcomeCodes.RateWindow, _time.GetUtcNow() + TimeSpan.FromMinutes(20));
        await FollowAsync("ada");
        await _sut.TendAsync(CancellationToken.None);
        Assert.Equal(["list"], _calls);
        _refusal = null;
        _time.Advance(TimeSpan.FromMinutes(20));
        await FollowAsync("ada");
        Assert.Equal(["list", "list", "add 1"], _calls);
    }

    [Fact]
    public async Task An_account_that_follows_no_more_falls_out_and_with_the_last_one_the_connection_ends()
    {
        await FollowAsync("ada", "bo");
        var reading = _sut.ReadAsync(CancellationToken.None);
        await TellAsync(new StreamEvent(StreamEventKind.Connected));
        await _sut.Leave("live/bo");
        await _sut.TendAsync(CancellationToken.None);
        Assert.Equal("(@ada) -is:retweet", Assert.Single(_rules).Value);
        Assert.False(reading.IsCompleted);

        _time.Advance(TimeSpan.FromMinutes(4));
        await _sut.TendAsync(CancellationToken.None);
        await reading;
        Assert.Null((await _sut.Follow("live/ada", "ada")).CoveredSince);
    }

    [Fact]
    public async Task A_new_account_is_covered_from_when_its_rule_is_in_force_and_the_others_all_the_time()
    {
        await FollowAsync("ada");
        var reading = _sut.ReadAsync(CancellationToken.None);
        await TellAsync(new StreamEvent(StreamEventKind.Connected));
        var connected = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await _sut.Follow("live/bo", "bo")).CoveredSince);
        await FollowAsync("ada", "bo");
        Assert.Equal(connected, (await _sut.Follow("live/ada", "ada")).CoveredSince);
        Assert.Equal(_time.GetUtcNow(), (await _sut.Follow("live/bo", "bo")).CoveredSince);
        Assert.Equal("(@ada OR @bo) -is:retweet", Assert.Single(_rules).Value);
        Assert.Equal(1, _connections);
        await EndAsync(reading);
    }

    async IAsyncEnumerable<StreamEvent> ISocialStream.ReadAsync(SocialAccountKey account, int backfillMinutes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _connections++;
        await foreach (var told in _events.Reader.ReadAllAsync(cancellationToken))
        {
            yield return told;

            // Whoever asks for the next one is done with this one.
            _done.Release();
            if (told.Kind == StreamEventKind.Ended)
            {
                yield break;
            }
        }
    }

    Task<StreamRules> ISocialStream.ListRulesAsync(SocialAccountKey account, CancellationToken cancellationToken)
    {
        _calls.Add("list");
        return Task.FromResult(new StreamRules { Outcome = _refusal ?? SocialHouse.Sent("0"), Rules = _refusal is null ? [.. _rules] : [] });
    }

    Task<StreamRules> ISocialStream.AddRulesAsync(SocialAccountKey account, IReadOnlyList<StreamRule> rules, CancellationToken cancellationToken)
    {
        _calls.Add($"add {rules.Count}");
        List<StreamRule> added = [.. rules.Select((rule, i) => rule with { Id = $"{100 + _rules.Count + i}" })];
        _rules.AddRange(added);
        return Task.FromResult(new StreamRules { Outcome = SocialHouse.Sent("0"), Rules = added });
    }

    Task<StreamRules> ISocialStream.DeleteRulesAsync(SocialAccountKey account, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        _calls.Add($"delete {ids.Count}");
        _rules.RemoveAll(rule => ids.Contains(rule.Id));
        return Task.FromResult(new StreamRules { Outcome = SocialHouse.Sent("0") });
    }

    /// <summary>Accounts follow, and go on saying so until their rules are in force.</summary>
    private async Task FollowAsync(params string[] handles)
    {
        foreach (var handle in handles)
        {
            await _sut.Follow($"live/{handle}", handle);
        }

        _time.Advance(Settling);
        await _sut.TendAsync(CancellationToken.None);
    }

    /// <summary>Says something over the stream, and waits until it was dealt with.</summary>
    private async Task TellAsync(StreamEvent told)
    {
        await _events.Writer.WriteAsync(told);
        Assert.True(await _done.WaitAsync(Eventually.Patience), $"{told.Kind} was not dealt with");
    }

    private async Task EndAsync(Task reading)
    {
        await _sut.OnDeactivateAsync(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "end of the test"), CancellationToken.None);
        await reading;
    }

    private IXMentionsGrain Feed(string account)
    {
        var feed = Substitute.For<IXMentionsGrain>();
        feed.Hear(default!).ReturnsForAnyArgs(call =>
        {
            _handed.Add((account, call.Arg<PostPage>().Posts[0].Id));
            return _isTaken;
        });
        return feed;
    }

    private static StreamEvent Post(string id, params string[] named) => new(StreamEventKind.Post)
    {
        Post = new SeenPost { Id = id, ConversationId = id, Text = "Hello", Author = new SeenUser { Id = "200" }, CreatedAt = default, Mentions = [.. named] },
    };
}
