using Microsoft.Extensions.Options;
using Orleans;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Alerts;

namespace PuppetEngine.Silo.Alerts;

/// <summary>Shows the cluster every few seconds what this process sees waiting for a person; what is new there is told outside.</summary>
internal sealed partial class AlertPump(
    IClusterClient cluster, IEnumerable<IAttentionSource> sources, IOptions<AlertOptions> options, TimeProvider time, ILogger<AlertPump> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Webhook.Length == 0)
        {
            return;
        }

        using var clock = new PeriodicTimer(options.Value.Interval, time);
        do
        {
            try
            {
                var items = (await Task.WhenAll(sources.Select(source => source.ReadAsync(stoppingToken)))).SelectMany(found => found);
                await cluster.GetGrain<IAttentionGrain>("attention").Observe(
                    [.. items.Select(item => new AttentionEntry { Code = item.Code, Subject = item.Subject, Detail = item.Detail, Command = item.Command })]).WaitAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The next look tells what this one could not.
                LogLookFailed(failure);
            }
        }
        while (await clock.WaitForNextTickAsync(stoppingToken));
    }
}
