using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>
/// Refuses requests under a foreign name: a page whose name was pointed at this address would otherwise be our own origin. Health is
/// answered under any name, because probes ask by address and learn nothing else.
/// </summary>
internal sealed class HostNameMiddleware(RequestDelegate next, IOptions<GatewayOptions> options)
{
    /// <summary>Lets a request through or answers it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var names = options.Value.HostNames;
        if (names.Contains("*") || names.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            return next(context);
        }

        return Problems.WriteAsync(context, StatusCodes.Status400BadRequest, ProblemCodes.HostNotAllowed,
            $"The gateway is not served under this name. Add it to {GatewayOptions.Section}:AllowedHosts.");
    }
}
