using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Emulators.X.Auth;

/// <summary>HMAC-SHA1 over the signature base string of RFC 5849 §3.4. JSON and multipart bodies are no part of it.</summary>
internal static class OAuth1Signature
{
    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="url">Scheme, host, port (unless the scheme's own) and path; no query.</param>
    /// <param name="parameters">Decoded <c>oauth_*</c>, query and form parameters; <c>oauth_signature</c> and <c>realm</c> are passed over.</param>
    /// <param name="consumerSecret">The app's secret.</param>
    /// <param name="tokenSecret">The user token's secret.</param>
    public static string Compute(
        string method, string url, IEnumerable<KeyValuePair<string, string>> parameters, string consumerSecret, string tokenSecret)
    {
        var text = BaseString(method, url, parameters);
        var key = Encoding.ASCII.GetBytes($"{PercentEncoding.Encode(consumerSecret)}&{PercentEncoding.Encode(tokenSecret)}");
#pragma warning disable CA5350 // The protocol prescribes HMAC-SHA1; X accepts nothing else for OAuth 1.0a.
        return Convert.ToBase64String(HMACSHA1.HashData(key, Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5350
    }

    public static bool Matches(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    private static string BaseString(string method, string url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var encoded = new List<(string Key, string Value)>();
        foreach (var (key, value) in parameters)
        {
            if (key is not ("oauth_signature" or "realm"))
            {
                encoded.Add((PercentEncoding.Encode(key), PercentEncoding.Encode(value)));
            }
        }

        encoded.Sort(static (a, b) =>
        {
            var byKey = string.CompareOrdinal(a.Key, b.Key);
            return byKey != 0 ? byKey : string.CompareOrdinal(a.Value, b.Value);
        });

        var joined = new StringBuilder(256);
        foreach (var (key, value) in encoded)
        {
            joined.Append(joined.Length == 0 ? "" : "&").Append(key).Append('=').Append(value);
        }

        return $"{method}&{PercentEncoding.Encode(url)}&{PercentEncoding.Encode(joined.ToString())}";
    }
}
