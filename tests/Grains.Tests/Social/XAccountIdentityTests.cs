using NSubstitute;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Grains.Abstractions.Social;
using static PuppetEngine.Tests.Grains.Social.SocialHouse;

namespace PuppetEngine.Tests.Grains.Social;

public sealed class XAccountIdentityTests
{
    private readonly SocialHouse _house = new();

    private string Ada => _house.Key("ada");

    private static SocialProfile Profile(string handle, string tier = "basic") =>
        new() { Outcome = new SocialOutcome { Class = OutcomeClass.Sent, Code = SocialOutcomeCodes.Ok }, Handle = handle, Tier = tier };

    [Fact]
    public async Task Who_the_account_is_is_kept_and_written_once_per_credential()
    {
        await _house.Account(Ada).Identify(Profile("ada"));
        await _house.Account(Ada).Identify(Profile("ada"));
        _house.Restart();
        var status = await _house.Account(Ada).GetStatus();
        Assert.Equal(("ada", "basic"), (status.Handle, status.Tier));
        Assert.Equal(1, _house.StateOf(Ada).Store.Stored);

        _house.Fingerprint = "f2";
        _house.Restart();
        await _house.Account(Ada).Identify(Profile("ada"));
        Assert.Equal(2, _house.StateOf(Ada).Store.Stored);
    }

    [Fact]
    public async Task A_look_up_that_the_network_refuses_stops_the_account_and_names_the_command()
    {
        await _house.Account(Ada).Identify(new SocialProfile { Outcome = NotSent(SocialOutcomeCodes.NeedsLogin) });

        Assert.Equal(SocialOutcomeCodes.NeedsLogin, (await _house.Account(Ada).Reserve(Ask("e1"))).Reason);
        await _house.Attention.Received(1).Raise(Arg.Is<AttentionEntry>(entry => entry.Subject == Ada && entry.Command == "puppet x login ada"));
    }

    [Fact]
    public async Task An_app_without_credits_is_reported_once_and_taken_back_when_a_person_clears_it()
    {
        await _house.Account(Ada).Reserve(Ask("e1"));
        await _house.Account(Ada).Settle(Told("e1", NotSent(SocialOutcomeCodes.CreditsDepleted)));
        Assert.False((await _house.Account(Ada).Reserve(Ask("e2"))).Granted);
        await _house.Attention.Received(1).Raise(Arg.Is<AttentionEntry>(entry => entry.Subject == "live/k1" && entry.Command == "puppet x resume ada"));

        await _house.Account(Ada).ClearStop();

        await _house.Attention.Received().Clear("account_stopped", "live/k1");
        Assert.Null((await _house.Account(Ada).GetStatus()).StoppedBy);
        _house.Restart();
        Assert.True((await _house.Account(Ada).Reserve(Ask("e3"))).Granted);
    }

    [Fact]
    public async Task A_report_that_could_not_be_made_keeps_nothing_from_happening_and_is_made_with_the_next_refusal()
    {
        _house.Attention.Raise(Arg.Any<AttentionEntry>()).Returns(_ => Task.FromException(new TimeoutException()), _ => Task.CompletedTask);
        await _house.Account(Ada).Reserve(Ask("e1"));
        await _house.Account(Ada).Settle(Told("e1", NotSent(SocialOutcomeCodes.Unauthorized)));
        await _house.Account(Ada).Reserve(Ask("e2"));
        await _house.Account(Ada).Reserve(Ask("e3"));

        await _house.Attention.Received(2).Raise(Arg.Any<AttentionEntry>());
    }

    [Fact]
    public async Task A_login_ends_the_stop_that_the_old_credentials_caused()
    {
        var attempt = Substitute.For<SocialLogin>();
        attempt.AuthorizeUrl.Returns(new Uri("https://x.example/authorize?state=1"));
        attempt.RedirectUri.Returns("http://127.0.0.1:8722/callback");
        _house.Logins.Begin(Arg.Any<SocialAccountKey>()).Returns(attempt);
        await _house.Account(Ada).Identify(new SocialProfile { Outcome = NotSent(SocialOutcomeCodes.NeedsLogin) });

        var begun = await _house.Account(Ada).BeginLogin();
        var done = await _house.Account(Ada).CompleteLogin("http://127.0.0.1:8722/callback?state=1&code=2");

        Assert.Equal("https://x.example/authorize?state=1", begun.AuthorizeUrl);
        Assert.Equal(OutcomeClass.Sent, done.Class);
        await _house.Logins.Received(1).CompleteAsync(attempt, Arg.Any<Uri>(), Arg.Any<CancellationToken>());
        Assert.True((await _house.Account(Ada).Reserve(Ask("e1"))).Granted);
        Assert.Contains("Begin again", (await _house.Account(Ada).CompleteLogin("http://127.0.0.1:8722/callback")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_waited_too_long_or_was_refused_says_what_to_do()
    {
        var waiting = Waiting();
        _house.Logins.Begin(Arg.Any<SocialAccountKey>()).Returns(_ => throw new SocialLoginException("Set the client id."), _ => waiting);
        Assert.Equal("Set the client id.", (await _house.Account(Ada).BeginLogin()).Problem);

        await _house.Account(Ada).BeginLogin();
        Assert.Contains("no address", (await _house.Account(Ada).CompleteLogin("not an address")).Detail, StringComparison.Ordinal);
        _house.Logins.CompleteAsync(Arg.Any<SocialLogin>(), Arg.Any<Uri>(), Arg.Any<CancellationToken>()).Returns(Task.FromException(new SocialLoginException("X gave no code.")));
        Assert.Equal("X gave no code.", (await _house.Account(Ada).CompleteLogin("http://127.0.0.1/?error=denied")).Detail);

        _house.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("ten minutes", (await _house.Account(Ada).CompleteLogin("http://127.0.0.1/?code=1")).Detail, StringComparison.Ordinal);
    }

    private static SocialLogin Waiting()
    {
        var attempt = Substitute.For<SocialLogin>();
        attempt.AuthorizeUrl.Returns(new Uri("https://x.example/authorize"));
        attempt.RedirectUri.Returns("http://127.0.0.1:8722/callback");
        return attempt;
    }
}
