using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Hosting;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>
/// Browsers that exchanged a code. Sessions live in this process only: after a restart the console asks for a new code
/// (docs/api.md says how several gateways share a browser).
/// </summary>
internal sealed class ConsoleSessions(TimeProvider time, IOptions<GatewayOptions> options)
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "puppet_session";

    private const int MaxSessions = 1000;

    private readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset Until)> _sessions = new(StringComparer.Ordinal);

    /// <summary>Opens a session and writes its cookie.</summary>
    public void Open(HttpContext context, Caller caller)
    {
        var now = time.GetUtcNow();
        foreach (var (hash, session) in _sessions)
        {
            if (session.Until <= now || _sessions.Count >= MaxSessions)
            {
                _sessions.TryRemove(hash, out _);
            }
        }

        var token = ApiKeys.NewToken();
        _sessions[ApiKeys.Hash(token)] = (caller, now + options.Value.SessionTime);
        context.Response.Cookies.Append(Cookie, token, CookieOptions(context));
    }

    /// <summary>The caller of a cookie; null when it has none that is alive. Each use prolongs it.</summary>
    public Caller? Find(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(Cookie, out var token) || token.Length > ApiKeys.MaxLength)
        {
            return null;
        }

        var hash = ApiKeys.Hash(token);
        var now = time.GetUtcNow();
        if (!_sessions.TryGetValue(hash, out var session) || session.Until <= now)
        {
            return null;
        }

        _sessions.TryUpdate(hash, session with { Until = now + options.Value.SessionTime }, session);
        return session.Caller;
    }

    /// <summary>Closes a session and takes its cookie back.</summary>
    public void Close(HttpContext context)
    {
        if (context.Request.Cookies.TryGetValue(Cookie, out var token))
        {
            _sessions.TryRemove(ApiKeys.Hash(token), out _);
        }

        context.Response.Cookies.Delete(Cookie, CookieOptions(context));
    }

    private static CookieOptions CookieOptions(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
