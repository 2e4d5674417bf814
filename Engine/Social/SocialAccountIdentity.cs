namespace PuppetEngine.Engine.Social;

/// <summary>What may be known about an account's credentials.</summary>
/// <param name="App">The app that they belong to: <c>k</c> and 16 hex digits of the consumer key's SHA-256; empty when there are none.</param>
/// <param name="Fingerprint">Changes when a person gives other credentials or logs in anew, and not when a token rotates; empty when there are none.</param>
/// <param name="Problem">Why there are none and how to mend it, free of secrets; null when they can be used.</param>
public sealed record SocialAccountIdentity(string App, string Fingerprint, string? Problem)
{
    /// <summary>Whether the account can be used.</summary>
    public bool HasCredentials => Problem is null;
}
