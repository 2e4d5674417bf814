using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Auth;

namespace PuppetEngine.Providers.X.Login;

/// <summary>
/// Logs an account in with OAuth 2.0 and PKCE: <see cref="Begin"/>, then the person consents, then <see cref="WaitForRedirectAsync"/>
/// or an address that the person pastes, then <see cref="CompleteAsync"/>. Behind <c>puppet x login AGENT</c>.
/// </summary>
public sealed class XLogin : ISocialLogins
{
    private const string Scopes = "tweet.read tweet.write users.read media.write offline.access";
    private readonly XTokenEndpoint _endpoint;
    private readonly ISecretStore _secrets;
    private readonly ISocialClient _client;
    private readonly Worlds _worlds;
    private readonly XOptions _options;

    internal XLogin(XTokenEndpoint endpoint, ISecretStore secrets, ISocialClient client, Worlds worlds, IOptions<XOptions> options) =>
        (_endpoint, _secrets, _client, _worlds, _options) = (endpoint, secrets, client, worlds, options.Value);

    /// <summary>Begins a login.</summary>
    /// <param name="credential">The name to store the tokens under: by default the agent's id.</param>
    /// <exception cref="XLoginException">The world of X is emulated, the app is not configured, or the name cannot be one.</exception>
    public XLoginAttempt Begin(string credential)
    {
        if (!_worlds.X.IsLive)
        {
            throw new XLoginException("The world of X is emulated: accounts there need no login. Set Puppet:World:X to live to use real ones.");
        }

        if (_options.ClientId.Length == 0)
        {
            throw new XLoginException("The app's client id is not known. Set Puppet:X:ClientId (and Puppet:X:ClientSecret for a confidential app) from the developer console.");
        }

        if (credential is not { Length: > 0 and <= 64 } || !credential.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            throw new XLoginException("A credential's name has 1 to 64 letters, digits, dots, underscores or hyphens; the agent's id is one.");
        }

        var (state, verifier) = (Pkce.NewSecret(), Pkce.NewSecret());
        var query = string.Join('&', new (string Name, string Value)[]
        {
            ("response_type", "code"),
            ("client_id", _options.ClientId),
            ("redirect_uri", _options.RedirectUri),
            ("scope", Scopes),
            ("state", state),
            ("code_challenge", Pkce.Challenge(verifier)),
            ("code_challenge_method", "S256"),
        }.Select(p => $"{p.Name}={OAuth1Signer.Encode(p.Value)}"));
        return new XLoginAttempt(credential, new Uri($"{_options.AuthorizeUrl}?{query}"), state, verifier, _options.RedirectUri);
    }

    /// <summary>Listens on the redirect's port of this machine until the browser comes back.</summary>
    /// <exception cref="XLoginException">The port cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Nobody came before the caller gave up.</exception>
    public static Task<Uri> WaitForRedirectAsync(Uri redirectUri, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(redirectUri);
        return LoopbackRedirect.WaitAsync(redirectUri, cancellationToken);
    }

    /// <summary>Exchanges the code of the address that the browser came back to, and stores the tokens before anything uses them.</summary>
    /// <exception cref="XLoginException">The person refused, the address belongs to another attempt, or X did not take the code.</exception>
    public async Task<XLoginResult> CompleteAsync(XLoginAttempt attempt, Uri redirected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(redirected);
        var answer = redirected.Query.TrimStart('?').Split('&')
            .Select(p => p.Split('=', 2))
            .Where(p => p.Length == 2)
            .GroupBy(p => p[0])
            .ToDictionary(g => g.Key, g => Uri.UnescapeDataString(g.First()[1]));
        if (answer.GetValueOrDefault("state") != attempt.State)
        {
            throw new XLoginException("The address does not belong to this login. Open the link that was shown last, and paste the whole address that it ends at.");
        }

        if (!answer.TryGetValue("code", out var code))
        {
            throw new XLoginException($"X gave no code ({answer.GetValueOrDefault("error", "no reason")}). Begin again and consent.");
        }

        var (pair, outcome) = await _endpoint.ExchangeAsync(
            _options.ClientId,
            _options.ClientSecret,
            [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", attempt.RedirectUri), new("code_verifier", attempt.Verifier)],
            Pkce.Challenge(attempt.State)[..16],
            cancellationToken);
        if (pair is null)
        {
            throw new XLoginException(outcome.Code == SocialOutcomeCodes.NeedsLogin
                ? "X did not take the code: it lives 30 seconds and works once. Begin again."
                : $"The login did not work: {outcome.Detail}");
        }

        // From here on the tokens of an earlier login are void: what was got is kept, whoever has given up waiting.
        await _secrets.PutAsync(XCredentials.SecretName(attempt.Credential), XCredentialJson.Write(pair), CancellationToken.None);
        var profile = await _client.WhoAmIAsync(new SocialAccountKey(_worlds.X.Id, attempt.Credential), cancellationToken);
        return new XLoginResult(attempt.Credential, profile.Handle, pair.ExpiresAt);
    }

    SocialLogin ISocialLogins.Begin(SocialAccountKey account) => account.World == _worlds.X.Id
        ? Begin(account.Credential)
        : throw new XLoginException($"The account {account} belongs to another world; this process acts in {_worlds.X.Id}.");

    Task ISocialLogins.CompleteAsync(SocialLogin login, Uri redirected, CancellationToken cancellationToken) =>
        CompleteAsync(login as XLoginAttempt ?? throw new ArgumentException("The attempt is none of X's.", nameof(login)), redirected, cancellationToken);
}
