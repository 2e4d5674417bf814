using PuppetEngine.Providers.X.Auth;

namespace PuppetEngine.Tests.Providers.X;

public sealed class OAuth1SignerTests
{
    private const string Nonce = "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_318_622_958);

    /// <summary>The keys of the vendor's own documented example.</summary>
    private static readonly OAuth1Credential Documented = new(
        "xvz1evFS4wEEPTGEFPHBog", "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE");

    [Theory]
    [InlineData("https://api.x.com/1.1/statuses/update.json?include_entities=true", true, "Ls93hJiZbQ3akF3HF3x1Bz8/zU4=")]
    [InlineData("https://api.twitter.com/1.1/statuses/update.json?include_entities=true", true, "hCtSmYh+iHYCEqBWrE7C7hYmtUk=")]
    [InlineData("https://api.x.com/2/tweets", false, "lr+tV/DKclEvXKVjG6tgaSSLV0k=")]
    public void Header_of_a_known_request_carries_the_known_signature(string address, bool hasForm, string expected)
    {
        KeyValuePair<string, string>[] form = hasForm ? [new("status", "Hello Ladies + Gentlemen, a signed OAuth request!")] : [];
        var header = OAuth1Signer.Header(Documented, "POST", new Uri(address), form, Nonce, At);

        Assert.Contains($"oauth_signature=\"{Uri.EscapeDataString(expected)}\"", header, StringComparison.Ordinal);
        Assert.StartsWith("OAuth oauth_consumer_key=\"xvz1evFS4wEEPTGEFPHBog\", oauth_nonce=", header, StringComparison.Ordinal);
    }

    [Fact]
    public void Sign_orders_parameters_by_their_encoded_form_and_not_by_a_culture()
    {
        // "a" < "a%5B" by bytes of the encoded form; a culture would put "A" beside "a".
        var ordered = OAuth1Signer.Sign(Documented, "GET", new Uri("https://api.x.com/2/x?B=2&a=1&a%5B=0"), []);
        var shuffled = OAuth1Signer.Sign(Documented, "GET", new Uri("https://api.x.com/2/x?a%5B=0&a=1&B=2"), []);
        Assert.Equal(ordered, shuffled);
    }

    [Fact]
    public void ToString_of_a_credential_shows_nothing()
    {
        var text = $"{Documented} {new OAuth2Credential("id", "secret", "access", "refresh", At, At, "login", false)}";
        Assert.Equal("OAuth1Credential OAuth2Credential", text);
    }
}
