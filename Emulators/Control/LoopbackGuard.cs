using Microsoft.AspNetCore.Http;

namespace PuppetEngine.Emulators.Control;

/// <summary>
/// Lets only this machine's own programs use the control API: the Host must be one of the allowed names (a rebound DNS name is none),
/// and an Origin, which browsers send, must be such a host too.
/// </summary>
internal sealed class LoopbackGuard(IList<string> allowedHosts) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!Allowed(request.Host.Host))
        {
            return Results.Problem($"The host '{request.Host.Host}' may not use /control; call it as 127.0.0.1, or add the name to Emulators:AllowedHosts.", statusCode: 403, title: "Host not allowed");
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && Allowed(uri.Host)))
        {
            return Results.Problem("Pages of other origins may not use /control.", statusCode: 403, title: "Origin not allowed");
        }

        return await next(context);
    }

    private bool Allowed(string host) => allowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
