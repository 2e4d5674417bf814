using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Alerts;

namespace PuppetEngine.Silo.Alerts;

/// <summary>Registers the alerts webhook.</summary>
internal static class AlertsServiceCollectionExtensions
{
    /// <summary>Adds the options, the sender and the pump; without an address they tell nobody. May be called again.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>().BindConfiguration(AlertOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AlertOptions>, AlertOptionsValidator>());
        services.TryAddSingleton<AlertWebhook>();
        services.TryAddSingleton<IAlertSender>(provider =>
            provider.GetRequiredService<IOptions<AlertOptions>>().Value.Webhook.Length > 0 ? provider.GetRequiredService<AlertWebhook>() : NoAlerts.Instance);
        services.AddHostedService<AlertPump>();
        return services;
    }
}
