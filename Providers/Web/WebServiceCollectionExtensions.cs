using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Events;

namespace PuppetEngine.Providers.Web;

/// <summary>Registers what reads the web.</summary>
public static class WebServiceCollectionExtensions
{
    /// <summary>Adds the reader of feeds, behind the guard of addresses. May be called again.</summary>
    public static IServiceCollection AddWebProvider(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(s => s.ServiceType == typeof(EgressGuard)))
        {
            return services;
        }

        services.AddOptions<WebOptions>().BindConfiguration(WebOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebOptions>, WebOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EgressGuard>();
        services.AddHttpClient(FeedFetcher.ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("PuppetEngine.Orleans");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<EgressGuard>().CreateHandler())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<IFeedFetcher, FeedFetcher>();
        return services;
    }
}
