using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Auth;

/// <summary>Turns an Authorization header into a caller, or into null, which is answered by 401.</summary>
internal sealed class XAuthenticator(XDirectory directory, XEmulatorOptions options, TimeProvider time)
{
    private const string BearerScheme = "Bearer ";
    private readonly NonceStore _nonces = new(options.TimestampSkew);

    public XCaller? Authenticate(HttpRequest request, ReadOnlySpan<char> formBody)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase))
        {
            return Bearer(authorization[BearerScheme.Length..].Trim());
        }

        return OAuth1Header.Parse(authorization) is { } header ? Signed(request, header, formBody) : null;
    }

    private XCaller? Signed(HttpRequest request, OAuth1Header header, ReadOnlySpan<char> formBody)
    {
        var now = time.GetUtcNow();
        if (header.Method != "HMAC-SHA1" || header.Version is not ("" or "1.0") || header.Nonce.Length == 0
            || header.Timestamp is not { } timestamp
            || Math.Abs(now.ToUnixTimeSeconds() - timestamp) > options.TimestampSkew.TotalSeconds
            || directory.FindSigner(header.ConsumerKey, header.Token) is not { } account)
        {
            return null;
        }

        var parameters = new List<KeyValuePair<string, string>>(header.Parameters);
        parameters.AddRange(PercentEncoding.ParseForm(request.QueryString.Value.AsSpan().TrimStart('?')));
        parameters.AddRange(PercentEncoding.ParseForm(formBody));
        var expected = OAuth1Signature.Compute(
            request.Method.ToUpperInvariant(), BaseUrl(request), parameters, account.App.Record.ConsumerSecret, account.Record.AccessSecret);

        // The nonce is spent only by a valid signature: else anyone could spend another's.
        return OAuth1Signature.Matches(expected, header.Signature) && _nonces.TryUse(header.Token, header.Nonce, timestamp, now)
            ? new XCaller { App = account.App, Account = account, Access = account.Record.Access }
            : null;
    }

    private XCaller? Bearer(string token)
    {
        if (directory.FindGrant(token) is { } grant)
        {
            return grant.ExpiresAt > time.GetUtcNow() && directory.ById(grant.UserId) is { } account
                ? new XCaller
                {
                    App = account.App,
                    Account = account,
                    Access = grant.Has("tweet.write") ? XAccessLevel.ReadWrite : XAccessLevel.Read,
                    Grant = grant,
                }
                : null;
        }

        return directory.FindAppByBearer(token) is { } app ? new XCaller { App = app, Access = XAccessLevel.Read } : null;
    }

    private static string BaseUrl(HttpRequest request)
    {
        var host = request.Host;
        var ownPort = request.IsHttps ? 443 : 80;
        var authority = host.Port is null || host.Port == ownPort ? host.Host : $"{host.Host}:{host.Port}";
        return $"{request.Scheme}://{authority.ToLowerInvariant()}{request.PathBase.ToUriComponent()}{request.Path.ToUriComponent()}";
    }
}
