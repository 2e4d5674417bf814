using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>
/// Browsers that exchanged a code. The cluster keeps them by the hash of their cookie, so that a page goes on after a restart and at
/// every gateway; an answer is trusted for a few seconds, as those about keys are.
/// </summary>
internal sealed class ConsoleSessions(IGrainFactory grains, TimeProvider time, IOptions<GatewayOptions> options)
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "puppet_session";

    private const int MaxEntries = 10_000;

    /// <summary>Use prolongs a session, but stores that only when so large a part of its time has passed: reads must not cost writes.</summary>
    private const int RenewalsPerSession = 48;

    private readonly ConcurrentDictionary<string, (ConsoleSessionRecord? Session, long At)> _found = new(StringComparer.Ordinal);

    /// <summary>Opens a session, durably, and writes its cookie.</summary>
    public async Task OpenAsync(HttpContext context, Caller caller)
    {
        var token = ApiKeys.NewToken();
        await KeepAsync(new ConsoleSessionRecord
        {
            Sha256 = ApiKeys.Hash(token), Name = caller.Name, Scopes = caller.Scopes, KeySha256 = caller.KeySha256, Until = time.GetUtcNow() + options.Value.SessionTime,
        });
        context.Response.Cookies.Append(Cookie, token, CookieOptions(context));
    }

    /// <summary>The caller of a cookie; null when it has none that is alive. Each use prolongs it.</summary>
    /// <exception cref="TimeoutException">The cluster did not answer: nobody is let in on a guess.</exception>
    public async Task<Caller?> FindAsync(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(Cookie, out var token) || token.Length is < ApiKeys.MinLength or > ApiKeys.MaxLength)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (await LookUpAsync(ApiKeys.Hash(token)) is not { } session || session.Until <= now)
        {
            return null;
        }

        var until = now + options.Value.SessionTime;
        if (until - session.Until >= options.Value.SessionTime / RenewalsPerSession)
        {
            await KeepAsync(session with { Until = until });
        }

        return new Caller(session.Name, session.Scopes, session.KeySha256, true);
    }

    /// <summary>Closes a session and takes its cookie back.</summary>
    public async Task CloseAsync(HttpContext context)
    {
        if (context.Request.Cookies.TryGetValue(Cookie, out var token) && token.Length <= ApiKeys.MaxLength)
        {
            var hash = ApiKeys.Hash(token);
            _found.TryRemove(hash, out _);
            await Access.RemoveSession(hash);
        }

        context.Response.Cookies.Delete(Cookie, CookieOptions(context));
    }

    private IAccessGrain Access => grains.GetGrain<IAccessGrain>(KeyDirectory.GrainKey);

    private async Task<ConsoleSessionRecord?> LookUpAsync(string sha256)
    {
        if (_found.TryGetValue(sha256, out var known) && time.GetElapsedTime(known.At) < options.Value.KeyCacheTime)
        {
            return known.Session;
        }

        var at = time.GetTimestamp();
        var session = await Access.FindSession(sha256);
        Remember(sha256, session, at);
        return session;
    }

    private async Task KeepAsync(ConsoleSessionRecord session)
    {
        var at = time.GetTimestamp();
        await Access.PutSession(session);
        Remember(session.Sha256, session, at);
    }

    private void Remember(string sha256, ConsoleSessionRecord? session, long at)
    {
        if (_found.Count >= MaxEntries)
        {
            _found.Clear();
        }

        _found[sha256] = (session, at);
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
