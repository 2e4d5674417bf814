using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Providers.X.Auth;
using PuppetEngine.Providers.X.Login;
using PuppetEngine.Providers.X.Media;
using PuppetEngine.Providers.X.Streaming;

namespace PuppetEngine.Providers.X;

/// <summary>Registers the X client.</summary>
public static class XServiceCollectionExtensions
{
    /// <summary>
    /// Adds X as the social network, and the services behind <c>puppet x login</c> and <c>puppet x check</c>. Needs the worlds, a secret
    /// store, the configuration and a clock from elsewhere. May be called again.
    /// </summary>
    public static IServiceCollection AddXProvider(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(s => s.ServiceType == typeof(XClient)))
        {
            return services;
        }

        services.AddOptions<XOptions>().BindConfiguration(XOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<XOptions>, XOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(XTransport.ClientName, client =>
            {
                // Each call has its own deadline; the client's would only be a second, hidden one.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = 4 * 1024 * 1024;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("PuppetEngine.Orleans");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = provider.GetRequiredService<IOptions<XOptions>>().Value.ConnectTimeout,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddHttpClient(XStreamConnection.ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("PuppetEngine.Orleans");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                // No compression: a compressor holds back lines until it has enough of them.
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = provider.GetRequiredService<IOptions<XOptions>>().Value.ConnectTimeout,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<XTransport>();
        services.AddSingleton<XCallers>();
        services.AddSingleton<ISocialReader, XReader>();
        services.AddSingleton<ISocialInteractions, XInteractions>();
        services.AddSingleton<ISocialMedia, XMedia>();
        services.AddSingleton<XAppTokens>();
        services.AddSingleton<XStreamRuleCalls>();
        services.AddSingleton<ISocialStream, XStream>();
        services.AddSingleton<XCredentials>();
        services.AddSingleton<ISocialAccounts>(p => p.GetRequiredService<XCredentials>());
        services.AddSingleton<XClient>();
        services.AddSingleton<ISocialClient>(p => p.GetRequiredService<XClient>());
        services.AddSingleton<XTokenEndpoint>();
        services.AddSingleton<ISocialTokens, XTokens>();
        services.AddSingleton(p => new XLogin(
            p.GetRequiredService<XTokenEndpoint>(), p.GetRequiredService<ISecretStore>(), p.GetRequiredService<ISocialClient>(), p.GetRequiredService<Worlds>(), p.GetRequiredService<IOptions<XOptions>>()));
        services.AddSingleton<ISocialLogins>(p => p.GetRequiredService<XLogin>());
        services.AddSingleton(p => new XCheck(p.GetRequiredService<ISocialClient>(), p.GetRequiredService<ISocialTokens>(), p.GetRequiredService<Worlds>()));
        return services;
    }
}
