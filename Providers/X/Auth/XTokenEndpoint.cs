using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X.Auth;

/// <summary>Asks X's token endpoint for a pair of tokens.</summary>
internal sealed class XTokenEndpoint(XTransport transport, IOptions<XOptions> options, TimeProvider time)
{
    /// <summary>Exchanges a grant for a pair.</summary>
    /// <param name="clientId">The app.</param>
    /// <param name="clientSecret">Its secret; empty for a public app, which names itself in the form instead.</param>
    /// <param name="grant">The form's fields of this grant.</param>
    /// <param name="login">The name of the login that the pair descends from.</param>
    /// <param name="cancellationToken">Ends it earlier than the read time-out.</param>
    /// <returns>The pair, or the outcome that says why there is none; <see cref="SocialOutcomeCodes.NeedsLogin"/> when X refused the grant itself.</returns>
    internal async Task<(OAuth2Credential? Pair, SocialOutcome Outcome)> ExchangeAsync(
        string clientId, string clientSecret, IEnumerable<KeyValuePair<string, string>> grant, string login, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var fields = string.Join('&', grant.Append(new("client_id", clientId)).Select(f => $"{OAuth1Signer.Encode(f.Key)}={OAuth1Signer.Encode(f.Value)}"));
        using var content = new XRequestContent(Encoding.ASCII.GetBytes(fields), "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.At("/2/oauth2/token")) { Content = content };
        if (clientSecret.Length > 0)
        {
            var basic = $"{OAuth1Signer.Encode(clientId)}:{OAuth1Signer.Encode(clientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(basic)));
        }

        var (outcome, answer) = await transport.SendAsync(request, content, XCallKind.Read, renewable: false, now + options.Value.ReadTimeout, cancellationToken);
        if (outcome.Class == OutcomeClass.Sent)
        {
            return Read(answer!.Body, clientId, clientSecret, login, now) is { } pair
                ? (pair, outcome)
                : (null, XOutcomeTable.NotSent(SocialOutcomeCodes.Unreachable, "X's answer to the token request could not be read."));
        }

        return (null, answer?.Status switch
        {
            400 => XOutcomeTable.NotSent(SocialOutcomeCodes.NeedsLogin, "X does not take the token or code any more: it was used before, or has run out."),
            401 => XOutcomeTable.NotSent(SocialOutcomeCodes.Unauthorized, "X does not take the app's client id and secret. Correct Puppet:X:ClientId and Puppet:X:ClientSecret, then log in anew."),
            // Whatever became of the exchange, no post was sent.
            _ => outcome with { Class = OutcomeClass.NotSent, Code = outcome.Code == SocialOutcomeCodes.RateWindow ? outcome.Code : SocialOutcomeCodes.Unreachable },
        });
    }

    private static OAuth2Credential? Read(string body, string clientId, string clientSecret, string login, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            string Text(string name) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
            var seconds = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("expires_in", out var expires) && expires.ValueKind == JsonValueKind.Number ? expires.GetInt32() : 7_200;
            return Text("access_token").Length > 0 && Text("refresh_token").Length > 0
                ? new OAuth2Credential(clientId, clientSecret, Text("access_token"), Text("refresh_token"), now, now.AddSeconds(seconds), login, Spent: false)
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }
}
