namespace PuppetEngine.Providers.X.Auth;

/// <summary>A pair of tokens of OAuth 2.0 as a login gave it and refreshes renew it.</summary>
/// <param name="ClientId">The app.</param>
/// <param name="ClientSecret">The app's secret when it is confidential; empty for a public one.</param>
/// <param name="AccessToken">What calls carry.</param>
/// <param name="RefreshToken">What renews the pair, once.</param>
/// <param name="ObtainedAt">When the pair was obtained.</param>
/// <param name="ExpiresAt">When the access token runs out.</param>
/// <param name="Login">Names the login that the pair descends from.</param>
/// <param name="Spent">Whether X refused the refresh token: only a person can go on, and nothing is asked of X any more.</param>
internal sealed record OAuth2Credential(
    string ClientId,
    string ClientSecret,
    string AccessToken,
    string RefreshToken,
    DateTimeOffset ObtainedAt,
    DateTimeOffset ExpiresAt,
    string Login,
    bool Spent) : XCredential
{
    internal override string AppKey => ClientId;

    internal override string Fingerprint => Hash(ClientId, Login);
}
