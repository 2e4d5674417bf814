using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X;
using PuppetEngine.Providers.X.Auth;

namespace PuppetEngine.Tests.Providers.X;

public sealed class XCredentialsTests
{
    private static readonly (string, string)[] Original =
        [("TWITTER_API_KEY", "ck"), ("TWITTER_API_KEY_SECRET", "cs"), ("TWITTER_ACCESS_TOKEN", "at"), ("TWITTER_ACCESS_TOKEN_SECRET", "as")];

    private static readonly (string, string)[] Python =
        [("TWITTER_API_KEY", "ck"), ("TWITTER_API_SECRET", "cs"), ("TWITTER_ACCESS_TOKEN", "at"), ("TWITTER_ACCESS_TOKEN_SECRET", "as")];

    [Theory]
    [InlineData("""{"api_key":"ck","api_key_secret":"cs","access_token":"at","access_token_secret":"as"}""")]
    [InlineData("""{"apiKey":"ck","apiKeySecret":"cs","accessToken":"at","accessTokenSecret":"as","bearerToken":"x"}""")]
    [InlineData("""{"api_key":"ck","api_secret":"cs","access_token":"at","access_token_secret":"as"}""")]
    public void Read_takes_every_spelling_of_the_original(string json) =>
        Assert.Equal(new OAuth1Credential("ck", "cs", "at", "as"), XCredentialJson.Read(json, out _));

    [Theory]
    [InlineData("""{"api_key":"canary"}""", "api_key_secret, access_token, access_token_secret are missing")]
    [InlineData("""{"api_key":"ck","api_key_secret":"cs","access_token":"at"}""", "access_token_secret is missing")]
    [InlineData("canary", "it is not a JSON object")]
    public void Read_of_an_incomplete_credential_names_what_is_missing_and_no_value(string json, string expected)
    {
        Assert.Null(XCredentialJson.Read(json, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public async Task The_originals_variables_serve_the_account_that_names_them_and_no_other()
    {
        foreach (var variables in new[] { Original, Python })
        {
            await using var x = await XFixture.StartAsync(live: true, settings: variables);
            var accounts = x.Get<ISocialAccounts>();
            Assert.True((await accounts.ResolveAsync(x.Account("default"), CancellationToken.None)).HasCredentials);
            Assert.False((await accounts.ResolveAsync(x.Account("ada"), CancellationToken.None)).HasCredentials);
        }
    }

    [Fact]
    public async Task Keys_of_live_accounts_are_not_loaded_in_the_emulated_world()
    {
        await using var x = await XFixture.StartAsync(settings: Original);
        x.Secrets["x/default"] = """{"api_key":"ck","api_key_secret":"cs","access_token":"at","access_token_secret":"as"}""";
        var (credential, _) = await x.Get<XCredentials>().FindAsync(x.Account("default"), CancellationToken.None);

        Assert.Equal(new OAuth1Credential("emulated-app", "emulated-app-secret", "default-emulated", "default-emulated-secret"), credential);
        Assert.Empty(x.Secrets.Reads);
    }

    [Fact]
    public async Task The_app_of_an_account_is_named_by_a_hash_that_no_storage_reads_as_a_number()
    {
        await using var x = await XFixture.StartAsync(live: true, settings: Original);
        var identity = await x.Get<ISocialAccounts>().ResolveAsync(x.Account("default"), CancellationToken.None);
        Assert.Matches("^k[0-9a-f]{16}$", identity.App);
        Assert.DoesNotContain("ck", identity.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://api.x.com", "BaseUrl")]
    [InlineData("not an address", "BaseUrl")]
    [InlineData("https://user:pass@api.x.com", "BaseUrl")]
    public void Validate_refuses_an_address_that_would_leak_or_not_work(string address, string setting)
    {
        var result = new XOptionsValidator().Validate(null, new XOptions { BaseUrl = address });
        Assert.Contains(setting, result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_accepts_the_defaults_and_loopback()
    {
        Assert.True(new XOptionsValidator().Validate(null, new XOptions()).Succeeded);
        Assert.True(new XOptionsValidator().Validate(null, new XOptions { BaseUrl = "http://127.0.0.1:8090/x" }).Succeeded);
    }
}
