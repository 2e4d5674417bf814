using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Providers.X.Auth;

/// <summary>
/// Signs requests as OAuth 1.0a user context asks (RFC 5849, HMAC-SHA1): the method, the address without its query, and all query, form
/// and <c>oauth_*</c> parameters. Bodies of JSON are not signed.
/// </summary>
internal static class OAuth1Signer
{
    /// <summary>The value of the Authorization header.</summary>
    /// <param name="credential">Whose signature.</param>
    /// <param name="method">GET, POST or DELETE.</param>
    /// <param name="address">The address with its query, exactly as it is requested.</param>
    /// <param name="form">The fields of a form body; empty for any other.</param>
    /// <param name="nonce">A text that no other request carries.</param>
    /// <param name="now">The time of the request; X allows five minutes of difference.</param>
    internal static string Header(
        OAuth1Credential credential, string method, Uri address, IEnumerable<KeyValuePair<string, string>> form, string nonce, DateTimeOffset now)
    {
        KeyValuePair<string, string>[] own =
        [
            new("oauth_consumer_key", credential.ConsumerKey),
            new("oauth_nonce", nonce),
            new("oauth_signature_method", "HMAC-SHA1"),
            new("oauth_timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new("oauth_token", credential.Token),
            new("oauth_version", "1.0"),
        ];
        var signature = Sign(credential, method, address, [.. own, .. form]);
        var header = new StringBuilder("OAuth ", 400);
        foreach (var (name, value) in own.Append(new("oauth_signature", signature)).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            header.Append(header.Length > 6 ? ", " : "").Append(name).Append("=\"").Append(Encode(value)).Append('"');
        }

        return header.ToString();
    }

    /// <summary>The signature of a request over the given parameters and those of the address's query.</summary>
    internal static string Sign(OAuth1Credential credential, string method, Uri address, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var pairs = parameters.Concat(Query(address))
            .Select(p => (Key: Encode(p.Key), Value: Encode(p.Value)))
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .ThenBy(p => p.Value, StringComparer.Ordinal)
            .Select(p => $"{p.Key}={p.Value}");
        var text = $"{method}&{Encode(address.GetLeftPart(UriPartial.Path))}&{Encode(string.Join('&', pairs))}";
        var key = $"{Encode(credential.ConsumerSecret)}&{Encode(credential.TokenSecret)}";
        // SHA-1 is what the protocol prescribes; as a keyed MAC it is not what collisions of SHA-1 break.
#pragma warning disable CA5350
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5350
    }

    /// <summary>Percent-encoding by RFC 3986: everything but letters, digits and <c>-._~</c>.</summary>
    internal static string Encode(string text) => Uri.EscapeDataString(text);

    private static IEnumerable<KeyValuePair<string, string>> Query(Uri address) =>
        address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            return at < 0
                ? new KeyValuePair<string, string>(Decode(part), "")
                : new KeyValuePair<string, string>(Decode(part[..at]), Decode(part[(at + 1)..]));
        });

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
