using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PuppetEngine.ServiceDefaults.Telemetry;

/// <summary>
/// Sends traces and metrics to the collector that the standard variables <c>OTEL_EXPORTER_OTLP_*</c> name. The frameworks emit their
/// own activities and meters, so that no instrumentation package is needed.
/// </summary>
internal sealed class OtlpExport(IHostEnvironment environment) : IHostedService, IDisposable
{
    private static readonly string[] Sources = ["PuppetEngine.*", "Microsoft.AspNetCore", "System.Net.Http", "Microsoft.Orleans.*"];
    private static readonly string[] Meters = ["PuppetEngine.*", "Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "Microsoft.Orleans*"];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(environment.ApplicationName);
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        // A collector that does not answer must not hold up the end of the process.
        _traces?.Shutdown(1000);
        _metrics?.Shutdown(1000);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
