using PuppetEngine.Engine.Social;

namespace PuppetEngine.Providers.X.Login;

/// <summary>A login that was begun and waits for a person's consent.</summary>
public sealed class XLoginAttempt : SocialLogin
{
    internal XLoginAttempt(string credential, Uri authorizeUrl, string state, string verifier, string redirectUri) =>
        (Credential, AuthorizeUrl, State, Verifier, RedirectUri) = (credential, authorizeUrl, state, verifier, redirectUri);

    /// <summary>The name under which the tokens will be stored.</summary>
    public string Credential { get; }

    /// <summary>What the person opens in a browser. The code that it leads to lives 30 seconds.</summary>
    public override Uri AuthorizeUrl { get; }

    /// <summary>Where the browser comes back to.</summary>
    public override string RedirectUri { get; }

    /// <summary>Ties the answer to this attempt.</summary>
    internal string State { get; }

    /// <summary>Proves that whoever exchanges the code is who asked for it.</summary>
    internal string Verifier { get; }
}
