using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Login;
using PuppetEngine.Tests.TestKit.Processes;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.X;

public sealed class XLoginTests
{
    [Fact]
    public async Task A_login_stores_tokens_that_post()
    {
        await using var x = await XFixture.StartAsync(live: true);
        var login = x.Get<XLogin>();
        var attempt = login.Begin("ada");

        var result = await login.CompleteAsync(attempt, await ConsentAsync(attempt, "ada"), CancellationToken.None);

        Assert.Equal(("ada", "ada"), (result.Credential, result.Handle));
        Assert.Equal(OutcomeClass.Sent, (await x.PostAsync("ada", "Logged in")).Class);
    }

    [Fact]
    public async Task The_browser_that_comes_back_ends_the_wait()
    {
        await using var x = await XFixture.StartAsync(live: true, settings: ("Puppet:X:RedirectUri", $"http://127.0.0.1:{FreePort.Next()}/callback"));
        var login = x.Get<XLogin>();
        var attempt = login.Begin("ada");
        var redirected = await ConsentAsync(attempt, "ada");
        using var patience = new CancellationTokenSource(Eventually.Patience, TimeProvider.System);
        var wait = XLogin.WaitForRedirectAsync(new Uri(attempt.RedirectUri), patience.Token);
        using var browser = new HttpClient();
        using (var icon = await browser.GetAsync(new Uri(redirected, "/favicon.ico")))
        {
            Assert.Equal(System.Net.HttpStatusCode.NotFound, icon.StatusCode);
        }

        Assert.StartsWith("Done.", await browser.GetStringAsync(redirected), StringComparison.Ordinal);
        Assert.Equal(redirected, await wait);
        Assert.Equal("ada", (await login.CompleteAsync(attempt, await wait, CancellationToken.None)).Handle);
    }

    [Fact]
    public async Task A_redirect_of_another_attempt_is_refused()
    {
        await using var x = await XFixture.StartAsync(live: true);
        var login = x.Get<XLogin>();
        var redirected = await ConsentAsync(login.Begin("ada"), "ada");
        var failure = await Assert.ThrowsAsync<XLoginException>(() => login.CompleteAsync(login.Begin("ada"), redirected, CancellationToken.None));
        Assert.Contains("does not belong to this login", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_is_too_old_is_said_to_be()
    {
        await using var x = await XFixture.StartAsync(live: true);
        var login = x.Get<XLogin>();
        var attempt = login.Begin("ada");
        var redirected = await ConsentAsync(attempt, "ada");
        x.Time.Advance(TimeSpan.FromSeconds(31));
        var failure = await Assert.ThrowsAsync<XLoginException>(() => login.CompleteAsync(attempt, redirected, CancellationToken.None));
        Assert.Contains("lives 30 seconds", failure.Message, StringComparison.Ordinal);
        Assert.Null(await x.Secrets.GetAsync("x/ada", CancellationToken.None));
    }

    [Fact]
    public async Task A_login_in_the_emulated_world_says_how_to_leave_it()
    {
        await using var x = await XFixture.StartAsync();
        Assert.Contains("Puppet:World:X", Assert.Throws<XLoginException>(() => x.Get<XLogin>().Begin("ada")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_without_a_client_id_says_what_to_set()
    {
        await using var x = await XFixture.StartAsync(live: true, settings: ("Puppet:X:ClientId", ""));
        Assert.Contains("Puppet:X:ClientId", Assert.Throws<XLoginException>(() => x.Get<XLogin>().Begin("ada")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read-write", "")]
    [InlineData("read", "may only read")]
    public async Task Check_tells_handle_and_rights_and_posts_nothing(string access, string advice)
    {
        await using var x = await XFixture.StartAsync();
        await x.ControlAsync("/control/x/accounts", new { handle = "ada", access });
        var result = await x.Get<XCheck>().CheckAsync("ada", CancellationToken.None);

        Assert.Equal((true, "ada", access), (result.Found, result.Handle, result.Rights));
        Assert.Contains(advice, result.Advice, StringComparison.Ordinal);
        Assert.Empty(await x.LandedAsync());
    }

    [Fact]
    public async Task Check_renews_a_token_that_has_run_out()
    {
        await using var x = await XFixture.StartAsync(live: true);
        await x.LogInAsync("ada");
        x.Time.Advance(TimeSpan.FromHours(3));
        Assert.True((await x.Get<XCheck>().CheckAsync("ada", CancellationToken.None)).Found);
    }

    [Fact]
    public async Task Check_of_an_account_without_credentials_says_how_to_give_them()
    {
        await using var x = await XFixture.StartAsync(live: true);
        var result = await x.Get<XCheck>().CheckAsync("nobody", CancellationToken.None);
        Assert.False(result.Found);
        Assert.Contains("puppet x login nobody", result.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Challenge_of_the_rfcs_verifier_is_the_rfcs_challenge() =>
        Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Pkce.Challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));

    private static async Task<Uri> ConsentAsync(XLoginAttempt attempt, string handle)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var response = await browser.GetAsync(new Uri($"{attempt.AuthorizeUrl}&login_hint={handle}"));
        Assert.NotNull(response.Headers.Location);
        return response.Headers.Location;
    }
}
