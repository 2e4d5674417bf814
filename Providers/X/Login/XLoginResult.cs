namespace PuppetEngine.Providers.X.Login;

/// <summary>A login that worked; its tokens are stored.</summary>
/// <param name="Credential">The name under which they are stored.</param>
/// <param name="Handle">Who logged in, without the at sign; empty when X did not say.</param>
/// <param name="ExpiresAt">When the access token runs out; it is renewed by itself.</param>
public sealed record XLoginResult(string Credential, string Handle, DateTimeOffset ExpiresAt);
