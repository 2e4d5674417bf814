using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PuppetEngine.ServiceDefaults.Metrics;

namespace PuppetEngine.Gateway.Api.Status;

/// <summary>Health for probes, metrics for Prometheus.</summary>
internal static class HealthApi
{
    /// <summary>The tag of the checks that readiness asks.</summary>
    public const string ReadyTag = "ready";

    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>.</summary>
    public static void MapHealthApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", Live).ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).ExcludeFromDescription();
        app.MapGet("/metrics", Metrics).ExcludeFromDescription();
    }

    private static IResult Live() => TypedResults.Json(new HealthResource("live"));

    /// <summary>200 with <c>ready</c> or <c>degraded</c>, 503 with <c>unavailable</c>: one word, because nobody is asked for a key.</summary>
    private static async Task<IResult> Ready(HealthCheckService checks, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(ReadyTag), cancellationToken);
        return TypedResults.Json(new HealthResource(Word(report.Status)), statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    /// <summary>The API's word for a state.</summary>
    internal static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ready",
        HealthStatus.Degraded => "degraded",
        _ => "unavailable",
    };

    private static IResult Metrics(MetricStore metrics) => TypedResults.Text(metrics.Print(), MetricStore.ContentType);

    private sealed record HealthResource(string Status);
}
