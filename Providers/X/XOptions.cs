namespace PuppetEngine.Providers.X;

/// <summary>Settings of the X client, section <c>Puppet:X</c>. Credentials are not here: they stand in the secret store, or in the original's variables.</summary>
public sealed class XOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Puppet:X";

    /// <summary>Where the API answers, without a slash at its end. Default: <c>https://api.x.com</c>.</summary>
    public string BaseUrl { get; set; } = "https://api.x.com";

    /// <summary>Where a person consents to a login. Default: <c>https://x.com/i/oauth2/authorize</c>.</summary>
    public string AuthorizeUrl { get; set; } = "https://x.com/i/oauth2/authorize";

    /// <summary>The client id of the app, for logins with OAuth 2.0. Default: none, and logins are refused.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client secret of a confidential app; empty for a public one. Default: empty.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Where X sends the browser after consent, as registered for the app; loopback. Default: <c>http://127.0.0.1:8722/callback</c>.</summary>
    public string RedirectUri { get; set; } = "http://127.0.0.1:8722/callback";

    /// <summary>How long a connection may take to open. Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a read may take with all its pages, and a refresh of a token. Default: 30 s.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The app's own bearer token, for the filtered stream; also <c>BearerTokenFile</c>, or the secret <c>x-app/{app}</c>. Needed only for
    /// accounts that log in with OAuth 2.0: with OAuth 1.0a it is asked of X. Default: none.
    /// </summary>
    public string BearerToken { get; set; } = "";

    /// <summary>A file that holds <see cref="BearerToken"/>. Default: none.</summary>
    public string BearerTokenFile { get; set; } = "";

    /// <summary>
    /// How long the stream may be silent before it counts as broken. X sends something every 20 seconds; five more are for the way.
    /// Default: 25 s.
    /// </summary>
    public TimeSpan StreamSilence { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>The address of a path under the base address.</summary>
    internal Uri At(string pathAndQuery) => new(BaseUrl.TrimEnd('/') + pathAndQuery);
}
