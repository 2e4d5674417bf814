using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using PuppetEngine.Tests.Silo.Fixtures;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Silo.Social;

/// <summary>
/// A refresh token works once. The process asks for a new pair, the answer is lost, and the process is killed: the next one has a spent token.
/// It ends as needs_login, X is not asked again and again, and nothing is posted.
/// </summary>
public sealed class LostRefreshTests
{
    private const string Redirect = "http://127.0.0.1:8722/callback";

    [Fact]
    public async Task A_kill_between_a_refresh_and_its_store_ends_as_needs_login_without_a_loop()
    {
        await using var house = await House.OpenAsync();
        var pair = await LogInAsync(house);
        var stored = JsonSerializer.Serialize(new
        {
            client_id = "emulated-client",
            access_token = "long-run-out-access-token",
            refresh_token = pair.GetProperty("refresh_token").GetString(),
            obtained_at = "2020-01-01T00:00:00Z",
            expires_at = "2020-01-01T02:00:00Z",
        });
        var keys = new Dictionary<string, string> { ["PUPPET_SECRET_X_WREN"] = stored };
        string[] live = ["--Puppet:World:X=live", $"--Puppet:X:BaseUrl={new Uri(house.Emulators.Address, "/x")}", "--Puppet:X:ClientId=emulated-client"];
        string deployment;
        await using (var first = await house.UpAsync(keys, [.. live, "--Puppet:Deployment:Id=ours"]))
        {
            Assert.Equal(200, (await first.SendAsync(HttpMethod.Put, "/v1/agents/wren", Samples.Agent("wren", more: ", \"publish\": \"live\", \"automated_label\": true"))).Status);
            var before = await TokenRequestsAsync(house);
            await house.ControlAsync("/control/faults", new { route = "POST /x/2/oauth2/token", kind = "drop_after_effect", count = 1 });
            _ = await first.SendAsync(HttpMethod.Post, "/v1/agents/wren/posts", """{"topic":"a lost answer","force":true}""");
            await UntilAsync(async () => await TokenRequestsAsync(house) > before, "the refresh");
            await first.Process.KillAsync();
            deployment = "ours";
        }

        await using var second = await house.UpAsync(keys, [.. live, $"--Puppet:Deployment:Id={deployment}"]);
        var asked = await TokenRequestsAsync(house);
        for (var i = 0; i < 4; i++)
        {
            var post = await second.SendAsync(HttpMethod.Post, "/v1/agents/wren/posts?wait=20", $$"""{"topic":"try {{i}}","force":true}""");
            Assert.DoesNotContain("confirmed", post.Body, StringComparison.Ordinal);
        }

        var ended = await second.UntilAsync("/v1/agents/wren/effects", a => a.Json.GetProperty("items").EnumerateArray().Any(e => e.GetProperty("verdict").GetString() == "needs_login"), "needs_login");
        Assert.Contains("puppet x login", ended.Body, StringComparison.Ordinal);
        Assert.InRange(await TokenRequestsAsync(house) - asked, 0, 1);
        Assert.DoesNotContain(await house.LandedAsync(), post => post.GetProperty("author_id").GetString() == "wren");
        Assert.Equal(0, await CounterAsync(house, "POST /x/2/tweets"));
    }

    /// <summary>As <c>puppet x login</c>: consent, code, a pair of tokens.</summary>
    private static async Task<JsonElement> LogInAsync(House house)
    {
        const string Verifier = "a-verifier-of-at-least-forty-three-characters-for-this-test";
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var query = $"response_type=code&client_id=emulated-client&redirect_uri={Uri.EscapeDataString(Redirect)}&scope={Uri.EscapeDataString("tweet.read tweet.write users.read offline.access")}&state=s&code_challenge={challenge}&code_challenge_method=S256&login_hint=wren";
        using var consent = await http.GetAsync(new Uri(house.Emulators.Address, $"/x/i/oauth2/authorize?{query}"));
        var code = HttpUtility.ParseQueryString(consent.Headers.Location!.Query)["code"]!;
        using var form = new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("client_id", "emulated-client"), new("redirect_uri", Redirect), new("code", code), new("code_verifier", Verifier)]);
        using var answer = await http.PostAsync(new Uri(house.Emulators.Address, "/x/2/oauth2/token"), form);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private static Task<long> TokenRequestsAsync(House house) => CounterAsync(house, "POST /x/2/oauth2/token");

    private static async Task<long> CounterAsync(House house, string route)
    {
        var counters = JsonElement.Parse(await house.Control.GetStringAsync(new Uri(house.Emulators.Address, "/control/counters")));
        return counters.GetProperty("requests").TryGetProperty(route, out var count) ? count.GetInt64() : 0;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience, TimeProvider.System);
        using var rhythm = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (!await holds())
        {
            Assert.False(patience.IsCancellationRequested, $"{what} did not come in time.");
            await rhythm.WaitForNextTickAsync();
        }
    }
}
