using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PuppetEngine.Engine.Alerts;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Alerts;

/// <summary>Registers what the attention grain needs.</summary>
public static class AlertsServiceCollectionExtensions
{
    /// <summary>Adds its state, and a sender that tells nobody unless the host brings one. May be called again.</summary>
    public static IServiceCollection AddAlertsGrains(this IServiceCollection services)
    {
        services.TryAddSingleton<IAlertSender>(NoAlerts.Instance);
        return services.AddGrainState(AttentionStateContext.Default);
    }
}
