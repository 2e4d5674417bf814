using Microsoft.Extensions.Hosting;

namespace PuppetEngine.ServiceDefaults.Metrics;

/// <summary>Makes the store before the first measurement: what nobody listens to is lost.</summary>
internal sealed class MetricCollection(MetricStore store) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
