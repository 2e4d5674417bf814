using NSubstitute;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Alerts;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Grains.Alerts;
using PuppetEngine.Grains.State;
using PuppetEngine.Tests.TestKit.State;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Grains.Alerts;

public sealed class AttentionGrainTests : IAlertSender
{
    private static readonly AttentionEntry NoCredits = new() { Code = "account_stopped", Subject = "live/ada", Detail = "No credits.", Command = "puppet x resume ada" };
    private static readonly AttentionEntry InDoubt = new() { Code = "effects_unknown", Subject = "e1", Detail = "In doubt.", Command = "puppet resolve e1 sent|not_sent" };

    private readonly FakeGrainStore<AttentionState> _store = new();
    private readonly VirtualTimeProvider _time = new();
    private readonly List<AlertNotice> _sent = [];
    private bool _receiverIsDown;

    public Task<bool> SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        _sent.Add(notice);
        return Task.FromResult(!_receiverIsDown);
    }

    [Fact]
    public async Task A_report_stands_until_it_is_taken_back_also_over_a_new_activation()
    {
        await (await CreateSut()).Raise(NoCredits);
        await (await CreateSut()).Raise(NoCredits);
        await (await CreateSut()).Raise(NoCredits with { Detail = "Still none." });
        Assert.Equal("Still none.", Assert.Single(await (await CreateSut()).List()).Detail);

        await (await CreateSut()).Clear("account_stopped", "live/ada");
        Assert.Empty(await (await CreateSut()).List());
    }

    [Fact]
    public async Task A_report_that_ends_by_itself_is_listed_no_longer()
    {
        var sut = await CreateSut();
        await sut.Raise(NoCredits with { Until = _time.GetUtcNow().AddHours(1) });
        Assert.Single(await sut.List());
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await sut.List());
    }

    [Fact]
    public async Task A_failure_is_told_once_and_its_end_once_also_over_restarts()
    {
        for (var look = 0; look < 3; look++)
        {
            await (await CreateSut()).Observe([NoCredits]);
            _time.Advance(TimeSpan.FromSeconds(15));
        }

        var opened = Assert.Single(_sent);
        Assert.Equal(("account_stopped", "puppet x resume ada", false), (opened.Code, opened.Command, opened.Cleared));

        var sut = await CreateSut();
        for (var look = 0; look < 5; look++)
        {
            await sut.Observe([]);
            _time.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal([false, true], _sent.Select(notice => notice.Cleared));
        Assert.NotEqual(_sent[0].Id, _sent[1].Id);

        // The same failure again is another one.
        await sut.Observe([NoCredits]);
        Assert.Equal(3, _sent.Select(notice => notice.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_failure_that_one_of_two_silos_does_not_see_neither_comes_nor_goes()
    {
        var sut = await CreateSut();
        for (var look = 0; look < 8; look++)
        {
            await sut.Observe(look % 2 == 0 ? [NoCredits] : []);
            _time.Advance(TimeSpan.FromSeconds(8));
        }

        Assert.Single(_sent);
    }

    [Fact]
    public async Task A_notice_that_was_not_taken_is_offered_again_under_the_same_id()
    {
        _receiverIsDown = true;
        await (await CreateSut()).Observe([NoCredits, InDoubt]);
        Assert.Single(_sent);
        await (await CreateSut()).Observe([NoCredits, InDoubt]);
        _receiverIsDown = false;
        await (await CreateSut()).Observe([NoCredits, InDoubt]);
        await (await CreateSut()).Observe([NoCredits, InDoubt]);

        Assert.Equal(["account_stopped", "account_stopped", "account_stopped", "effects_unknown"], _sent.Select(notice => notice.Code));
        Assert.Equal(2, _sent.Select(notice => notice.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_failure_that_is_gone_before_anybody_was_told_is_not_told()
    {
        _receiverIsDown = true;
        var sut = await CreateSut();
        await sut.Observe([NoCredits]);
        _time.Advance(TimeSpan.FromMinutes(1));
        _receiverIsDown = false;
        _sent.Clear();
        await sut.Observe([]);

        Assert.Empty(_sent);
    }

    [Fact]
    public void The_stored_form_is_frozen()
    {
        var sut = new GrainStateSerializer([new GrainStateContext(AttentionStateContext.Default)]);
        const string Stored = """{"version":1,"raised":[{"code":"a","subject":"b","detail":"c","command":"d"}],"alerts":[{"entry":{"code":"a","subject":"b","detail":"c","command":"d"},"since":"1970-01-01T00:00:00+00:00","told":true}]}""";
        var state = sut.Deserialize<AttentionState>(BinaryData.FromString(Stored))!;
        Assert.True(Assert.Single(state.Alerts).Told);
        Assert.Equal("a:b", Assert.Single(state.Raised).Key);
        Assert.Equal(Stored, sut.Serialize(state).ToString());
    }

    private async Task<AttentionGrain> CreateSut()
    {
        var grain = new AttentionGrain(Substitute.For<IGrainContext>(), new FakePersistentState<AttentionState>(_store), this, _time);
        await ((IGrainBase)grain).OnActivateAsync(default);
        return grain;
    }
}
