using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>Registers the Jupiter client.</summary>
public static class JupiterServiceCollectionExtensions
{
    /// <summary>Adds the client of Jupiter's swaps, prices and tokens. Needs the configuration and logging from elsewhere. May be called again.</summary>
    public static IServiceCollection AddJupiterProvider(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(s => s.ServiceType == typeof(JupiterClient)))
        {
            return services;
        }

        services.AddOptions<JupiterOptions>().BindConfiguration(JupiterOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JupiterOptions>, JupiterOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(JupiterTransport.ClientName, client =>
            {
                // Each call has its own deadline; the client's would only be a second, hidden one.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = 16 * 1024 * 1024;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("PuppetEngine.Orleans");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = provider.GetRequiredService<IOptions<JupiterOptions>>().Value.ConnectTimeout,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<JupiterTransport>();
        services.AddSingleton(provider => new JupiterClient(provider.GetRequiredService<JupiterTransport>(), provider.GetRequiredService<IOptions<JupiterOptions>>()));
        return services;
    }
}
