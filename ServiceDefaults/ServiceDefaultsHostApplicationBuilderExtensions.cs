using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using PuppetEngine.ServiceDefaults.Logging;
using PuppetEngine.ServiceDefaults.Metrics;
using PuppetEngine.ServiceDefaults.Telemetry;

namespace PuppetEngine.ServiceDefaults;

/// <summary>Adds what every process of the product has: a clock, logs, metrics, traces, health checks.</summary>
public static class ServiceDefaultsHostApplicationBuilderExtensions
{
    /// <summary>
    /// Adds the defaults; may be called twice. Settings: <c>Puppet:Log:Format</c> = <c>text</c> (default) or <c>json</c>; traces and
    /// metrics leave the process only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();

        builder.Services.TryAddSingleton<MetricStore>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MetricCollection>());
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OtlpExport>());
        }

        var json = string.Equals(builder.Configuration["Puppet:Log:Format"], "json", StringComparison.OrdinalIgnoreCase);
        builder.Logging.AddConsole(options => options.FormatterName = json ? ConsoleFormatterNames.Json : PlainConsoleFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<PlainConsoleFormatter, ConsoleFormatterOptions>();
        // A request's line would show its query, and nothing that a person typed belongs in a log.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        return builder;
    }
}
