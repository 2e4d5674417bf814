using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Status;

/// <summary>Ready when the cluster answers and its tables can be read; degraded while an effect is in doubt.</summary>
internal sealed class ClusterHealthCheck(IGrainFactory grains) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var totals = await grains.Catalog().GetTotals().WaitAsync(cancellationToken);
            return totals.EffectsByState.GetValueOrDefault(EffectState.Unknown) > 0
                ? HealthCheckResult.Degraded("An effect is in doubt.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The cluster does not answer.", error);
        }
    }
}
