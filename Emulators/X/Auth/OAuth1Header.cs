using System.Globalization;

namespace PuppetEngine.Emulators.X.Auth;

/// <summary>The parameters of an <c>Authorization: OAuth …</c> header, decoded.</summary>
internal sealed class OAuth1Header
{
    public const string Scheme = "OAuth ";

    private readonly List<KeyValuePair<string, string>> _parameters;

    private OAuth1Header(List<KeyValuePair<string, string>> parameters) => _parameters = parameters;

    public IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters;

    public string ConsumerKey => Get("oauth_consumer_key");

    public string Token => Get("oauth_token");

    public string Nonce => Get("oauth_nonce");

    public string Signature => Get("oauth_signature");

    public string Method => Get("oauth_signature_method");

    public string Version => Get("oauth_version");

    public long? Timestamp => long.TryParse(Get("oauth_timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var t) ? t : null;

    public static OAuth1Header? Parse(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parameters = new List<KeyValuePair<string, string>>(8);
        var rest = authorization.AsSpan(Scheme.Length);
        foreach (var range in rest.Split(','))
        {
            var part = rest[range].Trim();
            var equals = part.IndexOf('=');
            if (equals <= 0)
            {
                return null;
            }

            var value = part[(equals + 1)..].Trim();
            if (value.Length < 2 || value[0] != '"' || value[^1] != '"')
            {
                return null;
            }

            parameters.Add(new(PercentEncoding.Decode(part[..equals].Trim()), PercentEncoding.Decode(value[1..^1])));
        }

        return new OAuth1Header(parameters);
    }

    private string Get(string name)
    {
        foreach (var (key, value) in _parameters)
        {
            if (key == name)
            {
                return value;
            }
        }

        return "";
    }
}
