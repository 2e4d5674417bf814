using System.Globalization;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm;

/// <summary>Where a request came in and with which key.</summary>
internal sealed class LlmCall
{
    private const string Bearer = "Bearer ";

    public LlmCall(HttpContext http, string operation)
    {
        Http = http;
        Provider = http.Request.RouteValues["provider"] as string ?? "";
        Dialect = LlmDialects.Of(Provider);
        Route = Provider.Length > 0 ? $"/llm/{Provider}/v1/{operation}" : $"/llm/v1/{operation}";
        Key = KeyOf(http.Request);
        KeyId = StableHash.Of(Key).ToString("x16", CultureInfo.InvariantCulture)[..8];
    }

    public HttpContext Http { get; }

    public string Provider { get; }

    public LlmDialect Dialect { get; }

    /// <summary>The route as faults and counters name it.</summary>
    public string Route { get; }

    public string Key { get; }

    public string KeyId { get; }

    private static string KeyOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : request.Headers["api-key"].ToString();
    }
}
