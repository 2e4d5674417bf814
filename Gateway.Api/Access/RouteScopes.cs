using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>
/// The scope of every route: the one table that decides who may call what. A route that is not in it is refused to everybody and fails
/// the start; a test compares the table with an approved copy, so that a change of it is a visible line.
/// </summary>
internal static class RouteScopes
{
    /// <summary>No key is asked for: pages without data, health without details, and the exchange of a one-time code.</summary>
    public const ApiScope Public = ApiScope.None;

    private const ApiScope Read = ApiScope.Read;
    private const ApiScope Operate = ApiScope.Operate;
    private const ApiScope Trade = ApiScope.Trade;
    private const ApiScope Admin = ApiScope.Admin;

    /// <summary>Method and pattern to scopes, any one of which is enough.</summary>
    public static readonly IReadOnlyDictionary<string, ApiScope> Table = new Dictionary<string, ApiScope>(StringComparer.Ordinal)
    {
        ["GET /"] = Public,
        ["GET /app.js"] = Public,
        ["GET /style.css"] = Public,
        ["GET /icon.svg"] = Public,
        ["GET /login"] = Public,
        ["POST /login"] = Public,
        ["GET /health/live"] = Public,
        ["GET /health/ready"] = Public,
        ["POST /logout"] = Read,
        ["GET /metrics"] = Read,
        ["GET /openapi/{documentName}.json"] = Read,

        ["GET /v1/agents"] = Read,
        ["POST /v1/agents"] = Operate | Admin,
        ["GET /v1/agents/{id}"] = Read,
        ["PUT /v1/agents/{id}"] = Operate | Admin,
        ["DELETE /v1/agents/{id}"] = Operate,
        ["POST /v1/agents/{id}/approve-definition"] = Admin,
        ["POST /v1/agents/{id}/pause"] = Operate,
        ["POST /v1/agents/{id}/resume"] = Operate,
        ["GET /v1/agents/{id}/posts"] = Read,
        ["POST /v1/agents/{id}/posts"] = Operate,
        ["DELETE /v1/agents/{id}/posts/{effect_id}"] = Operate,
        ["POST /v1/agents/{id}/interactions"] = Operate,
        ["POST /v1/agents/{id}/media"] = Operate,
        ["GET /v1/agents/{id}/wallet"] = Read,
        ["POST /v1/agents/{id}/wallet/fund"] = Trade,
        ["GET /v1/agents/{id}/trades"] = Read,
        ["POST /v1/agents/{id}/trades"] = Trade,
        ["GET /v1/agents/{id}/trades/{trade_id}"] = Read,
        ["POST /v1/agents/{id}/trades/{trade_id}/approve"] = Trade,
        ["POST /v1/agents/{id}/trades/{trade_id}/reject"] = Trade,
        ["POST /v1/agents/{id}/trades/{trade_id}/resolve"] = Trade,
        ["POST /v1/agents/{id}/media/file"] = Operate,
        ["GET /v1/agents/{id}/schedule"] = Read,
        ["GET /v1/agents/{id}/context"] = Read,
        ["GET /v1/agents/{id}/relationships"] = Read,
        ["GET /v1/agents/{id}/journal"] = Read,
        ["GET /v1/agents/{id}/journal/verify"] = Read,
        ["GET /v1/agents/{id}/effects"] = Read,
        ["GET /v1/agents/{id}/memories"] = Read,
        ["POST /v1/agents/{id}/memories"] = Operate,
        ["POST /v1/agents/{id}/memories/search"] = Read,
        ["POST /v1/agents/{id}/memories/forget"] = Operate,
        ["GET /v1/agents/{id}/memories/export"] = Read,
        ["POST /v1/agents/{id}/memories/import"] = Operate,
        ["GET /v1/agents/{id}/memories/summary"] = Read,
        ["POST /v1/agents/{id}/memories/tend"] = Operate,
        ["DELETE /v1/agents/{id}/memories/{memory_id}"] = Operate,
        ["POST /v1/agents/{id}/mention"] = Operate,
        ["POST /v1/agents/{id}/account/check"] = Operate,
        ["POST /v1/agents/{id}/account/login"] = Admin,
        ["POST /v1/agents/{id}/account/login/complete"] = Admin,
        ["POST /v1/accounts/{account}/resume"] = Operate | Admin,

        ["GET /v1/effects"] = Read,
        ["GET /v1/effects/{id}"] = Read,
        ["POST /v1/effects/{id}/approve"] = Operate,
        ["POST /v1/effects/{id}/edit"] = Operate,
        ["POST /v1/effects/{id}/reject"] = Operate,
        ["POST /v1/effects/{id}/resolve"] = Operate,

        ["GET /v1/events"] = Read,
        ["POST /v1/events"] = Operate,
        ["GET /v1/events/{event_id}"] = Read,
        ["POST /v1/events/replay"] = Operate,

        // Proved by a signature, not by a key.
        ["POST /v1/webhooks/{name}"] = Public,

        // Setting needs operate, clearing needs admin: the handler looks again.
        ["GET /v1/kill-switch"] = Read,
        ["POST /v1/kill-switch"] = Operate | Admin,

        ["GET /v1/status"] = Read,
        ["GET /v1/usage"] = Read,
        ["GET /v1/health"] = Read,
        ["GET /v1/stream"] = Read,

        // Also asked of the key in a socket's first message, where the opening request has none.
        ["GET /v1/ws"] = Read,

        ["GET /v1/keys"] = Admin,
        ["POST /v1/keys"] = Admin,
        ["DELETE /v1/keys/{name}"] = Admin,
        ["POST /v1/console-codes"] = Read,

        // The original's, where everybody could call everything; each has the scope of the route of /v1 that does the same.
        ["GET /api/status"] = Read,
        ["GET /api/agents"] = Read,
        ["POST /api/agents"] = Operate | Admin,
        ["GET /api/agents/{id}"] = Read,
        ["GET /api/agents/{id}/memory"] = Read,
        ["POST /api/agents/{id}/memories"] = Operate,
        ["GET /api/agents/{id}/relationships"] = Read,
        ["GET /api/agents/{id}/context"] = Read,
        ["POST /api/agents/{id}/post"] = Operate,
        ["POST /api/agents/{id}/reply"] = Operate,
        ["POST /api/agents/{id}/mood"] = Operate,
        ["POST /api/events"] = Operate,
        ["GET /api/events"] = Read,

        // Documented by the original's Python port, and not built: 501.
        ["PUT /api/agents/{id}/config"] = Operate | Admin,
        ["POST /api/agents/{id}/restart"] = Operate,
        ["POST /api/agents/{id}/trade"] = Trade,
        ["GET /api/trading/{id}/stats"] = Read,
        ["GET /api/trading/{id}/balance"] = Read,
        ["GET /api/trading/{id}/transactions"] = Read,
        ["GET /api/config"] = Read,
        ["PUT /api/config"] = Admin,
        ["POST /api/system/restart"] = Admin,
    };

    /// <summary>The scopes of an endpoint, any one of which is enough; null when the table does not know it.</summary>
    public static ApiScope? Find(string method, string pattern)
    {
        var (verb, path) = (method == HttpMethods.Head ? HttpMethods.Get : method, "/" + pattern.Trim('/'));
        return Table.TryGetValue($"{verb} {path}", out var scope) ? scope
            // It shows the insides of silos and the state of grains; its many routes are the package's own, and only read.
            : verb == HttpMethods.Get && (path + "/").StartsWith(GatewayHostingExtensions.DashboardPath + "/", StringComparison.Ordinal) ? Admin
            : null;
    }

    /// <summary>Fails the start when a route has no line in the table.</summary>
    public static void Check(IEnumerable<Endpoint> endpoints)
    {
        var missing = endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => Methods(endpoint).Select(method => (Method: method, Pattern: endpoint.RoutePattern.RawText ?? "")))
            .Where(route => Find(route.Method, route.Pattern) is null)
            .Select(route => $"{route.Method} {route.Pattern}")
            .ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException($"These routes have no scope in {nameof(RouteScopes)}: {string.Join(", ", missing)}. Give each one a line.");
        }
    }

    /// <summary>The methods of an endpoint.</summary>
    public static IReadOnlyList<string> Methods(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get];
}
