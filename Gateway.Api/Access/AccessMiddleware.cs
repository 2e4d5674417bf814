using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>Closed by default: every request has a caller with one of its route's scopes, or the route is public, or it ends here.</summary>
internal sealed partial class AccessMiddleware(
    RequestDelegate next, KeyDirectory keys, ConsoleSessions sessions, RequestLimits limits, IOptions<GatewayOptions> options, ILogger<AccessMiddleware> logger)
{
    private const int MinuteSeconds = 60;

    /// <summary>Lets a request through or answers it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!await FitsAsync(context))
        {
            return;
        }

        var endpoint = context.GetEndpoint() as RouteEndpoint;
        var scopes = endpoint is null ? null : RouteScopes.Find(context.Request.Method, endpoint.RoutePattern.RawText ?? "");
        // Who opens a socket with no credential at all names a key in its first message; the route asks it then, by the same table.
        var asksItself = endpoint?.Metadata.GetMetadata<KeyInFirstMessage>() is not null && context.WebSockets.IsWebSocketRequest && !HasCredential(context);
        if (asksItself && limits.MustWait(AddressOf(context)))
        {
            await RefuseRateAsync(context, MinuteSeconds);
            return;
        }

        if (!asksItself && (scopes != RouteScopes.Public || endpoint is null))
        {
            var caller = await AuthenticateAsync(context);
            if (caller is null || !await AllowsAsync(context, caller, endpoint, scopes))
            {
                return;
            }

            context.Features.Set(caller);
        }

        await next(context);
    }

    private async Task<bool> FitsAsync(HttpContext context)
    {
        var file = context.GetEndpoint()?.Metadata.GetMetadata<LargeBody>();
        var limit = file?.MaxBytes ?? options.Value.MaxBodyBytes;
        if (file is not null && context.Request.ContentLength <= limit && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = limit;
        }

        if (context.Request.ContentLength > limit)
        {
            // The server's own limit stays as it is here, so that it reads the rest away and the caller reads this answer instead of a reset.
            await Problems.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, ProblemCodes.BodyTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"The body is larger than {limit} bytes. {(file is null ? $"Send less, or raise {GatewayOptions.Section}:MaxBodyBytes." : "X takes no larger file: make it smaller.")}"));
            return false;
        }

        if (context.Request.ContentLength is null)
        {
            context.Request.Body = new BodyLimitStream(context.Request.Body, limit);
        }

        return true;
    }

    private async Task<Caller?> AuthenticateAsync(HttpContext context)
    {
        var address = AddressOf(context);
        if (limits.MustWait(address))
        {
            await RefuseRateAsync(context, MinuteSeconds);
            return null;
        }

        var key = KeyOf(context.Request, out var malformed);
        if (key is null && !malformed && await sessions.FindAsync(context) is { } session)
        {
            // A session ends with the key that opened it.
            if (session.KeySha256 is null)
            {
                return session;
            }

            if (await keys.FindAsync(session.KeySha256) is { } behind)
            {
                return session with { Scopes = session.Scopes & behind.Scopes };
            }

            await sessions.CloseAsync(context);
        }

        if (key is not null && await keys.CallerOfAsync(key) is { } caller)
        {
            return caller;
        }

        if (key is not null || malformed)
        {
            limits.Fail(address);
            LogWrongKey(address);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        await Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, ProblemCodes.Unauthorized, key is null && !malformed
            ? "This needs an API key. Send it as Authorization: Bearer KEY or X-Api-Key: KEY, or open the console by the link of puppet console."
            : "This key is not known. Check PUPPET_API_KEY or data/api-key; an admin makes keys by POST /v1/keys.");
        return null;
    }

    private async Task<bool> AllowsAsync(HttpContext context, Caller caller, RouteEndpoint? endpoint, ApiScope? scopes)
    {
        var admitted = limits.Admit(caller.Name, out var retryAfter);
        var (limit, remaining, reset) = limits.Left(caller.Name);
        var headers = context.Response.Headers;
        (headers["X-RateLimit-Limit"], headers["X-RateLimit-Remaining"], headers["X-RateLimit-Reset"]) = (Number(limit), Number(remaining), Number(reset));
        if (!admitted)
        {
            await RefuseRateAsync(context, retryAfter);
            return false;
        }

        if (endpoint is not null && (scopes is null || (caller.Scopes & scopes.Value) == 0))
        {
            var words = scopes is null ? "none that exists" : string.Join(" or ", Caller.Split(scopes.Value).Select(SnakeCase.Of));
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, ProblemCodes.MissingScope, $"The key '{caller.Name}' lacks the scope that this route needs: {words}. Use another key, or have an admin make one.");
            return false;
        }

        if (caller.ByCookie && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !Origins.IsOwn(context.Request))
        {
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, ProblemCodes.OriginNotAllowed, "A change by cookie must come from the console's own page. Use an API key from elsewhere.");
            return false;
        }

        return true;
    }

    /// <summary>The address that wrong keys are counted by.</summary>
    internal static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool HasCredential(HttpContext context) =>
        context.Request.Headers.ContainsKey("X-Api-Key") || context.Request.Headers.ContainsKey("Authorization") || context.Request.Cookies.ContainsKey(ConsoleSessions.Cookie);

    private static string? KeyOf(HttpRequest request, out bool malformed)
    {
        malformed = false;
        if (request.Headers.TryGetValue("X-Api-Key", out var plain))
        {
            return plain.ToString();
        }

        if (!request.Headers.TryGetValue("Authorization", out var header))
        {
            return null;
        }

        var text = header.ToString();
        if (text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return text["Bearer ".Length..].Trim();
        }

        malformed = true;
        return null;
    }

    private static Task RefuseRateAsync(HttpContext context, int retryAfterSeconds)
    {
        context.Response.Headers.RetryAfter = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Problems.WriteAsync(context, StatusCodes.Status429TooManyRequests, ProblemCodes.RateLimited, $"Too many requests. Try again in {retryAfterSeconds} s (header Retry-After).");
    }
}
