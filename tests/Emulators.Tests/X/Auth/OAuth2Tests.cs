using System.Net.Http.Headers;
using System.Text;
using System.Web;
using PuppetEngine.Emulators.X.Auth;

namespace PuppetEngine.Tests.Emulators.X.Auth;

public sealed class OAuth2Tests
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Scope = "tweet.read tweet.write users.read offline.access";

    [Fact]
    public void Challenge_is_RFC_7636_s_known_answer() => Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Pkce.Challenge(Verifier));

    [Fact]
    public async Task Code_with_the_right_verifier_gives_tokens_that_post()
    {
        await using var sut = await EmulatorFixture.StartAsync();

        var tokens = await TokenAsync(sut, await CodeAsync(sut), Verifier);

        Assert.Equal(200, tokens.Status);
        Assert.Equal("bearer", tokens.Json.GetProperty("token_type").GetString());
        Assert.Equal(7200, tokens.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal(201, await PostAsync(sut, tokens.Json.GetProperty("access_token").GetString()!));
    }

    [Fact]
    public async Task Code_is_refused_with_another_verifier_twice_or_after_thirty_seconds()
    {
        await using var sut = await EmulatorFixture.StartAsync();

        Assert.Equal(400, (await TokenAsync(sut, await CodeAsync(sut), new string('x', 43))).Status);
        var code = await CodeAsync(sut);
        Assert.Equal(200, (await TokenAsync(sut, code, Verifier)).Status);
        Assert.Equal(400, (await TokenAsync(sut, code, Verifier)).Status);
        var late = await CodeAsync(sut);
        sut.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(400, (await TokenAsync(sut, late, Verifier)).Status);
    }

    [Fact]
    public async Task Refresh_token_works_once_and_ends_the_old_access_token()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var first = (await TokenAsync(sut, await CodeAsync(sut), Verifier)).Json;
        var refresh = first.GetProperty("refresh_token").GetString()!;

        var second = await RefreshAsync(sut, refresh);
        var reused = await RefreshAsync(sut, refresh);

        Assert.Equal(200, second.Status);
        Assert.NotEqual(refresh, second.Json.GetProperty("refresh_token").GetString());
        Assert.Equal(400, reused.Status);
        Assert.Equal("""{"error":"invalid_request","error_description":"Value passed for the token was invalid."}""", reused.Body);
        Assert.Equal(401, await PostAsync(sut, first.GetProperty("access_token").GetString()!));
        Assert.Equal(201, await PostAsync(sut, second.Json.GetProperty("access_token").GetString()!));
    }

    [Fact]
    public async Task Access_token_ends_after_two_hours_and_by_revocation()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var first = (await TokenAsync(sut, await CodeAsync(sut), Verifier)).Json;
        sut.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(401, await PostAsync(sut, first.GetProperty("access_token").GetString()!));

        var second = (await RefreshAsync(sut, first.GetProperty("refresh_token").GetString()!)).Json;
        await FormAsync(sut, "/x/2/oauth2/revoke", $"token={second.GetProperty("access_token").GetString()}&client_id=emulated-client");

        Assert.Equal(401, await PostAsync(sut, second.GetProperty("access_token").GetString()!));
        Assert.Equal(400, (await RefreshAsync(sut, second.GetProperty("refresh_token").GetString()!)).Status);
    }

    [Fact]
    public async Task Token_without_the_write_scope_may_read_only()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var account = await sut.ControlPostAsync("/control/x/accounts", new { handle = "ada", grant = "tweet.read users.read" });

        Assert.Equal(403, await PostAsync(sut, account.GetProperty("grant").GetProperty("access_token").GetString()!));
    }

    [Fact]
    public async Task Rotation_survives_a_restart_and_a_kill_between_answer_and_use()
    {
        using var directory = new TemporaryDirectory();
        string spent, next;
        await using (var before = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path))
        {
            spent = (await TokenAsync(before, await CodeAsync(before), Verifier)).Json.GetProperty("refresh_token").GetString()!;
            next = (await RefreshAsync(before, spent)).Json.GetProperty("refresh_token").GetString()!;
            await before.Host.KillAsync();
        }

        await using var after = await EmulatorFixture.StartAsync(o => o.DataDirectory = directory.Path);

        Assert.Equal(400, (await RefreshAsync(after, spent)).Status);
        Assert.Equal(200, (await RefreshAsync(after, next)).Status);
    }

    [Fact]
    public async Task Refresh_whose_answer_is_dropped_has_spent_the_token()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var refresh = (await TokenAsync(sut, await CodeAsync(sut), Verifier)).Json.GetProperty("refresh_token").GetString()!;
        await sut.FaultAsync(new { route = "POST /x/2/oauth2/token", kind = "drop_after_effect", count = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshAsync(sut, refresh));

        Assert.Equal(400, (await RefreshAsync(sut, refresh)).Status);
    }

    [Fact]
    public async Task Consent_page_offers_the_accounts_and_refuses_foreign_redirects()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        await sut.As("ada").PostAsync("hi");

        using var page = await sut.Http.GetAsync(AuthorizeUri(sut, "http://127.0.0.1:9/cb", ""));
        using var foreign = await sut.Http.GetAsync(AuthorizeUri(sut, "https://evil.example/cb", ""));

        Assert.Contains("@ada", await page.Content.ReadAsStringAsync());
        Assert.Equal(400, (int)foreign.StatusCode);
    }

    private static Uri AuthorizeUri(EmulatorFixture sut, string redirect, string hint) => new(sut.Host.Address,
        $"/x/i/oauth2/authorize?response_type=code&client_id=emulated-client&redirect_uri={Uri.EscapeDataString(redirect)}&scope={Uri.EscapeDataString(Scope)}"
        + $"&state=s%26t&code_challenge={Pkce.Challenge(Verifier)}&code_challenge_method=S256{hint}");

    private static async Task<string> CodeAsync(EmulatorFixture sut)
    {
        using var response = await sut.Http.GetAsync(AuthorizeUri(sut, "http://127.0.0.1:9/cb", "&login_hint=ada"));
        Assert.Equal(302, (int)response.StatusCode);
        var query = HttpUtility.ParseQueryString(response.Headers.Location!.Query);
        Assert.Equal("s&t", query["state"]);
        return query["code"]!;
    }

    private static Task<XReply> TokenAsync(EmulatorFixture sut, string code, string verifier) => FormAsync(sut, "/x/2/oauth2/token",
        $"grant_type=authorization_code&code={code}&redirect_uri={Uri.EscapeDataString("http://127.0.0.1:9/cb")}&client_id=emulated-client&code_verifier={verifier}");

    private static Task<XReply> RefreshAsync(EmulatorFixture sut, string token) =>
        FormAsync(sut, "/x/2/oauth2/token", $"grant_type=refresh_token&refresh_token={Uri.EscapeDataString(token)}&client_id=emulated-client");

    private static async Task<XReply> FormAsync(EmulatorFixture sut, string path, string form)
    {
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await sut.Http.PostAsync(new Uri(sut.Host.Address, path), content);
        return new XReply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    private static async Task<int> PostAsync(EmulatorFixture sut, string bearer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sut.Host.Address, "/x/2/tweets"))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", bearer) },
            Content = new StringContent($$"""{"text":"hello {{bearer[..6]}}"}""", Encoding.UTF8, "application/json"),
        };
        using var response = await sut.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
