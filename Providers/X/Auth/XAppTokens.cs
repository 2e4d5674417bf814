using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X.Auth;

/// <summary>
/// The app's own tokens, which the stream takes alone. In the live world a configured one comes first (the secret <c>x-app/{app}</c>, then
/// <c>Puppet:X:BearerToken</c>); else X gives one for a consumer key and its secret. It does not run out and is kept in memory.
/// </summary>
internal sealed class XAppTokens(XTransport transport, XCredentials credentials, Worlds worlds, ISecretStore secrets, IOptions<XOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, string> _tokens = new();

    /// <summary>The token, or the outcome that says why there is none.</summary>
    internal async Task<(string? Token, SocialOutcome? Refusal)> FindAsync(SocialAccountKey account, CancellationToken cancellationToken)
    {
        var (credential, problem) = await credentials.FindAsync(account, cancellationToken);
        if (credential is null)
        {
            return (null, XOutcomeTable.NotSent(credentials.IsForeign(account) ? SocialOutcomeCodes.ForeignWorld : SocialOutcomeCodes.NeedsAccount, problem ?? "The account has no credentials."));
        }

        if (_tokens.TryGetValue(credential.App, out var known))
        {
            return (known, null);
        }

        if (worlds.X.IsLive && await ConfiguredAsync(credential.App, cancellationToken) is { Length: > 0 } configured)
        {
            return (configured, null);
        }

        return credential is OAuth1Credential user
            ? await AskAsync(user, cancellationToken)
            : (null, XOutcomeTable.NotSent(
                SocialOutcomeCodes.NeedsAccount,
                "The stream needs the app's own bearer token, which a login with OAuth 2.0 does not give. Set Puppet:X:BearerToken; until then mentions are polled."));
    }

    /// <summary>Forgets a token that X did not take.</summary>
    internal async Task ForgetAsync(SocialAccountKey account, CancellationToken cancellationToken)
    {
        if ((await credentials.FindAsync(account, cancellationToken)).Credential is { } credential)
        {
            _tokens.TryRemove(credential.App, out _);
        }
    }

    private async Task<string> ConfiguredAsync(string app, CancellationToken cancellationToken)
    {
        var value = options.Value;
        return (await secrets.GetAsync("x-app/" + app, cancellationToken))?.Trim() is { Length: > 0 } stored ? stored
            : value.BearerToken.Trim() is { Length: > 0 } configured ? configured
            : value.BearerTokenFile.Length > 0 ? (await File.ReadAllTextAsync(value.BearerTokenFile, cancellationToken)).Trim()
            : "";
    }

    private async Task<(string? Token, SocialOutcome? Refusal)> AskAsync(OAuth1Credential user, CancellationToken cancellationToken)
    {
        using var content = new XRequestContent("grant_type=client_credentials"u8.ToArray(), "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.At("/oauth2/token")) { Content = content };
        var basic = $"{OAuth1Signer.Encode(user.ConsumerKey)}:{OAuth1Signer.Encode(user.ConsumerSecret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(basic)));
        var (outcome, answer) = await transport.SendAsync(request, content, XCallKind.Read, renewable: false, time.GetUtcNow() + options.Value.ReadTimeout, cancellationToken);
        if (outcome.Class != OutcomeClass.Sent)
        {
            // A token that was asked for and never came does nothing: ask again.
            return (null, outcome with { Class = OutcomeClass.NotSent });
        }

        if (Read(answer!.Body) is not { } token)
        {
            return (null, XOutcomeTable.NotSent(SocialOutcomeCodes.Unreachable, "X's answer to the request for the app's token could not be read."));
        }

        _tokens[user.App] = token;
        return (token, null);
    }

    private static string? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && XPosts.Text(document.RootElement, "access_token") is { Length: > 0 } token ? token : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
