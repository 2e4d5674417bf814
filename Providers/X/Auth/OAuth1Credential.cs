namespace PuppetEngine.Providers.X.Auth;

/// <summary>The four keys of OAuth 1.0a user context.</summary>
internal sealed record OAuth1Credential(string ConsumerKey, string ConsumerSecret, string Token, string TokenSecret) : XCredential
{
    internal override string AppKey => ConsumerKey;

    internal override string Fingerprint => Hash(ConsumerKey, ConsumerSecret, Token, TokenSecret);
}
