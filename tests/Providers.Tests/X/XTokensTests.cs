using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Providers.X;

public sealed class XTokensTests
{
    private const string Token = "POST /x/2/oauth2/token";

    [Fact]
    public async Task Refresh_stores_the_new_pair_and_the_next_call_uses_it()
    {
        await using var x = await XFixture.StartAsync(live: true);
        await x.LogInAsync("ada");
        var before = x.Secrets["x/ada"];
        x.Time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(SocialOutcomeCodes.TokenExpired, (await x.PostAsync("ada", "Too late")).Code);
        Assert.Equal(0, await x.CounterAsync("requests", "POST /x/2/tweets"));
        Assert.Equal(OutcomeClass.Sent, (await Refresh(x)).Class);

        Assert.NotEqual(before, x.Secrets["x/ada"]);
        Assert.Equal(OutcomeClass.Sent, (await x.PostAsync("ada", "In time")).Class);
    }

    [Fact]
    public async Task Refresh_again_and_again_rotates_each_time()
    {
        await using var x = await XFixture.StartAsync(live: true);
        await x.LogInAsync("ada");
        for (var i = 0; i < 5; i++)
        {
            x.Time.Advance(TimeSpan.FromHours(3));
            Assert.Equal(OutcomeClass.Sent, (await Refresh(x)).Class);
        }

        Assert.Equal(5, await x.CounterAsync("x", "refreshes"));
        Assert.Equal(0, await x.CounterAsync("x", "refresh_refused"));
    }

    [Fact]
    public async Task Refresh_by_many_at_once_asks_X_once()
    {
        await using var x = await XFixture.StartAsync(live: true);
        await x.LogInAsync("ada");
        x.Time.Advance(TimeSpan.FromHours(3));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Refresh(x)));

        Assert.All(outcomes, o => Assert.Equal(OutcomeClass.Sent, o.Class));
        Assert.Equal(1, await x.CounterAsync("requests", Token));
    }

    [Fact]
    public async Task A_kill_between_answer_and_store_ends_as_needs_login_without_a_loop()
    {
        await using var x = await XFixture.StartAsync(live: true);
        await x.LogInAsync("ada");
        x.Time.Advance(TimeSpan.FromHours(3));
        x.Secrets.FailNextPut = new IOException("killed");
        await Refresh(x);

        // Another process on what was stored: its refresh token is spent.
        await using var again = x.Restart();
        for (var i = 0; i < 5; i++)
        {
            x.Time.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(SocialOutcomeCodes.NeedsLogin, (await again.GetRequiredService<ISocialTokens>().RefreshAsync(x.Account("ada"), CancellationToken.None)).Code);
            Assert.Equal(SocialOutcomeCodes.NeedsLogin, (await again.GetRequiredService<ISocialClient>().PublishAsync(x.Call("ada", "Nothing"), CancellationToken.None)).Code);
        }

        Assert.Equal(2, await x.CounterAsync("requests", Token));
        Assert.Equal(0, await x.CounterAsync("requests", "POST /x/2/tweets"));
    }

    [Fact]
    public async Task A_pair_that_could_not_be_stored_is_stored_by_the_next_call_and_not_asked_for_again()
    {
        await using var x = await XFixture.StartAsync(live: true);
        await x.LogInAsync("ada");
        x.Time.Advance(TimeSpan.FromHours(3));
        x.Secrets.FailNextPut = new IOException("disk full");

        var first = await Refresh(x);
        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable), (first.Class, first.Code));
        Assert.Equal(SocialOutcomeCodes.TokenExpired, (await x.PostAsync("ada", "Not with an unstored token")).Code);

        Assert.Equal(OutcomeClass.Sent, (await Refresh(x)).Class);
        Assert.Equal(OutcomeClass.Sent, (await x.PostAsync("ada", "Now")).Class);
        Assert.Equal(1, await x.CounterAsync("requests", Token));
    }

    [Theory]
    [InlineData("5xx")]
    [InlineData("drop_before_effect")]
    public async Task Refresh_that_X_did_not_take_can_be_repeated(string fault)
    {
        await using var x = await XFixture.StartAsync(live: true);
        await x.LogInAsync("ada");
        x.Time.Advance(TimeSpan.FromHours(3));
        await x.FaultAsync(fault, Token);

        Assert.Equal(SocialOutcomeCodes.Unreachable, (await Refresh(x)).Code);
        Assert.Equal(OutcomeClass.Sent, (await Refresh(x)).Class);
    }

    [Fact]
    public async Task Nothing_of_a_token_shows_in_outcomes()
    {
        await using var x = await XFixture.StartAsync(live: true);
        await x.LogInAsync("ada");
        var stored = System.Text.Json.JsonElement.Parse(x.Secrets["x/ada"]);
        x.Time.Advance(TimeSpan.FromHours(3));
        x.Secrets.FailNextPut = new IOException("killed");
        var texts = $"{await Refresh(x)} {await x.PostAsync("ada", "Hello")}";

        Assert.DoesNotContain(stored.GetProperty("refresh_token").GetString()!, texts, StringComparison.Ordinal);
        Assert.DoesNotContain(stored.GetProperty("access_token").GetString()!, texts, StringComparison.Ordinal);
    }

    private static Task<SocialOutcome> Refresh(XFixture x) => x.Get<ISocialTokens>().RefreshAsync(x.Account("ada"), CancellationToken.None);
}
