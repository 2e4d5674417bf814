using System.Collections.Concurrent;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Auth;

/// <summary>Codes and tokens of OAuth 2.0 with PKCE. A refresh token works once; spending it ends the pair it belonged to.</summary>
internal sealed class OAuth2Server
{
    private readonly XWorld _world;
    private readonly EmulatorLog _log;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, AuthorizationCode> _codes = [];
    private readonly Dictionary<string, TokenGrant> _byRefresh = [];

    public OAuth2Server(XWorld world, EmulatorLog log)
    {
        (_world, _log) = (world, log);
        foreach (var grant in world.Directory.Grants.Where(g => g.RefreshToken.Length > 0))
        {
            _byRefresh[grant.RefreshToken] = grant;
        }
    }

    public string Issue(AuthorizationCode code)
    {
        foreach (var (old, value) in _codes)
        {
            if (value.ExpiresAt <= _world.Now)
            {
                _codes.TryRemove(old, out _);
            }
        }

        var text = NewToken("code");
        _codes[text] = code;
        return text;
    }

    /// <summary>Redeems a code once; null where code, client, redirect address or verifier do not fit, or its 30 seconds are over.</summary>
    public TokenGrant? Redeem(string code, string clientId, string redirectUri, string verifier)
    {
        if (!_codes.TryRemove(code, out var issued) || issued.ExpiresAt <= _world.Now || issued.ClientId != clientId
            || issued.RedirectUri != redirectUri || !Pkce.IsVerifier(verifier)
            || (issued.Sha256 ? Pkce.Challenge(verifier) : verifier) != issued.Challenge)
        {
            return null;
        }

        lock (_gate)
        {
            return Put(NewGrant(clientId, issued.UserId, issued.Scope, replaced: null));
        }
    }

    /// <summary>Spends a refresh token; null where it is unknown, spent before, revoked or of another client.</summary>
    public TokenGrant? Refresh(string refreshToken, string clientId)
    {
        lock (_gate)
        {
            if (!_byRefresh.TryGetValue(refreshToken, out var old) || old.ClientId != clientId)
            {
                _world.Counters.Add("x", "refresh_refused");
                return null;
            }

            _byRefresh.Remove(refreshToken);
            _world.Counters.Add("x", "refreshes");
            return Put(NewGrant(clientId, old.UserId, old.Scope, old));
        }
    }

    /// <summary>Ends a pair by either of its tokens.</summary>
    public void Revoke(string token)
    {
        lock (_gate)
        {
            var grant = _byRefresh.GetValueOrDefault(token) ?? _world.Directory.FindGrant(token);
            if (grant is not null)
            {
                _byRefresh.Remove(grant.RefreshToken);
                _log.Append(new LogEntry { Revoked = grant.AccessToken });
                _world.Directory.RemoveGrant(grant.AccessToken);
            }
        }
    }

    /// <summary>A token pair without a consent page, for tests that begin logged in.</summary>
    public TokenGrant Grant(XAccount account, string scope)
    {
        lock (_gate)
        {
            return Put(NewGrant(account.App.Record.ClientId, account.Id, scope, replaced: null));
        }
    }

    private TokenGrant Put(TokenGrant grant)
    {
        _log.Append(new LogEntry { Grant = grant });
        _world.Directory.Restore(grant);
        if (grant.RefreshToken.Length > 0)
        {
            _byRefresh[grant.RefreshToken] = grant;
        }

        return grant;
    }

    private TokenGrant NewGrant(string clientId, ulong userId, string scope, TokenGrant? replaced) => new()
    {
        AccessToken = NewToken("access"),
        RefreshToken = Array.IndexOf(scope.Split(' '), "offline.access") >= 0 ? NewToken("refresh") : "",
        Replaces = replaced?.RefreshToken ?? "",
        ReplacesAccess = replaced?.AccessToken ?? "",
        ClientId = clientId,
        UserId = userId,
        Scope = scope,
        ExpiresAt = _world.Now + _world.Options.AccessTokenLife,
    };

    private static string NewToken(string kind) => StableHash.Token($"{kind}/{Guid.NewGuid():N}", 32);
}
