using PuppetEngine.Emulators.X.Auth;

namespace PuppetEngine.Tests.Emulators.X.Auth;

public sealed class OAuth1Tests
{
    private const string ConsumerSecret = "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw";
    private const string TokenSecret = "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE";

    private static readonly KeyValuePair<string, string>[] OAuth =
    [
        new("oauth_consumer_key", "xvz1evFS4wEEPTGEFPHBog"),
        new("oauth_nonce", "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"),
        new("oauth_signature_method", "HMAC-SHA1"),
        new("oauth_timestamp", "1318622958"),
        new("oauth_token", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
        new("oauth_version", "1.0"),
    ];

    [Theory]
    [InlineData("https://api.x.com/1.1/statuses/update.json", true, "Ls93hJiZbQ3akF3HF3x1Bz8/zU4=")]
    [InlineData("https://api.twitter.com/1.1/statuses/update.json", true, "hCtSmYh+iHYCEqBWrE7C7hYmtUk=")]
    [InlineData("https://api.x.com/2/tweets", false, "lr+tV/DKclEvXKVjG6tgaSSLV0k=")]
    public void Signature_is_the_vendor_s_known_answer(string url, bool form, string expected)
    {
        KeyValuePair<string, string>[] signed = form
            ? [.. OAuth, new("include_entities", "true"), new("status", "Hello Ladies + Gentlemen, a signed OAuth request!")]
            : OAuth;

        Assert.Equal(expected, OAuth1Signature.Compute("POST", url, signed, ConsumerSecret, TokenSecret));
    }

    [Fact]
    public async Task Signature_over_query_parameters_is_verified()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var me = await ada.IdAsync();

        var good = await ada.GetAsync($"/x/2/users/{me}/tweets?tweet.fields=created_at%2Ctext&max_results=5");
        using var moved = ada.Sign(HttpMethod.Get, $"/x/2/users/{me}/tweets?max_results=5", null, "q", sut.Time.GetUtcNow());
        moved.RequestUri = new Uri(sut.Host.Address, $"/x/2/users/{me}/tweets?max_results=6");

        Assert.Equal(200, good.Status);
        Assert.Equal(401, (await ada.SendAsync(moved)).Status);
    }

    [Theory]
    [InlineData(-299, 201)]
    [InlineData(299, 201)]
    [InlineData(-301, 401)]
    [InlineData(301, 401)]
    public async Task Timestamp_may_be_five_minutes_off(int seconds, int expected)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");

        using var request = ada.Sign(HttpMethod.Post, "/x/2/tweets", """{"text":"hi"}""", "n", sut.Time.GetUtcNow().AddSeconds(seconds));

        Assert.Equal(expected, (await ada.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Nonce_is_good_for_one_request()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var at = sut.Time.GetUtcNow();
        using var first = ada.Sign(HttpMethod.Post, "/x/2/tweets", """{"text":"one"}""", "same", at);
        using var replayed = ada.Sign(HttpMethod.Post, "/x/2/tweets", """{"text":"two"}""", "same", at);

        Assert.Equal(201, (await ada.SendAsync(first)).Status);
        var refused = await ada.SendAsync(replayed);

        Assert.Equal(401, refused.Status);
        Assert.Equal("""{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}""".Length, refused.Body.Length);
        Assert.Single(await sut.LandedAsync());
    }

    [Fact]
    public async Task Wrong_secret_token_or_consumer_is_unauthorized()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        SignedX[] strangers =
        [
            new(sut.Http, sut.Host.Address, "ada", sut.Time) { TokenSecret = "guess" },
            new(sut.Http, sut.Host.Address, "ada", sut.Time) { ConsumerSecret = "guess" },
            new(sut.Http, sut.Host.Address, "ada", sut.Time) { ConsumerKey = "another-app" },
            new(sut.Http, sut.Host.Address, "ada", sut.Time) { Token = "370773112-real" },
        ];

        foreach (var stranger in strangers)
        {
            Assert.Equal(401, (await stranger.PostAsync("hi")).Status);
        }

        Assert.Empty(await sut.LandedAsync());
        Assert.Equal(strangers.Length, await sut.CounterAsync("x", "unauthorized"));
    }

    [Fact]
    public async Task Without_auto_provision_only_accounts_made_by_control_exist()
    {
        await using var sut = await EmulatorFixture.StartAsync(o => o.X.AutoProvision = false);
        Assert.Equal(401, (await sut.As("ada").PostAsync("hi")).Status);

        await sut.ControlPostAsync("/control/x/accounts", new { handle = "ada", user_id = "42", consumer_key = "ck", consumer_secret = "cs", access_token = "at", access_secret = "as" });
        var ada = new SignedX(sut.Http, sut.Host.Address, "ada", sut.Time) { ConsumerKey = "ck", ConsumerSecret = "cs", Token = "at", TokenSecret = "as" };

        Assert.Equal(201, (await ada.PostAsync("hi")).Status);
        Assert.Equal("42", await ada.IdAsync());
    }
}
