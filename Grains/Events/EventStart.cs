using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Grains.Events;

/// <summary>Tells generators and feeds, once the silo is up, whether they run. What an earlier configuration began ends here.</summary>
internal sealed class EventStart(IGrainFactory grains, IOptions<EventOptions> options) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in EventGenerator.All)
        {
            await grains.GetGrain<IEventGeneratorGrain>(kind).Set(options.Value.PeriodOf(kind));
        }

        foreach (var feed in options.Value.Feeds.Keys)
        {
            await grains.GetGrain<IFeedGrain>(feed).Set();
        }
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
