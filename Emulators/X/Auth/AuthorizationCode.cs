namespace PuppetEngine.Emulators.X.Auth;

/// <summary>A code on its way from the consent page to the token endpoint.</summary>
internal sealed record AuthorizationCode(
    string ClientId, string RedirectUri, string Scope, string Challenge, bool Sha256, ulong UserId, DateTimeOffset ExpiresAt);
