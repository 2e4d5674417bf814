using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Llm;

/// <summary>
/// Has a process that stops give back what its purse holds while the silo still runs: the deactivation of the purse comes when the
/// ceiling may be gone already, as on the only silo of a cluster.
/// </summary>
internal sealed partial class LlmBudgetRelease(IGrainFactory grains, LlmSiloKey silo, ILogger<LlmBudgetRelease> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<ILlmBudgetGrain>(silo.Value).Release().WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It stays charged until the day ends, which is safe; the stop goes on.
            LogNotReleased(logger, e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
