using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PuppetEngine.Providers.Solana.Rpc;
using PuppetEngine.Providers.Solana.Sockets;

namespace PuppetEngine.Providers.Solana;

/// <summary>Registers the Solana client.</summary>
public static class SolanaServiceCollectionExtensions
{
    /// <summary>Adds the client of Solana's RPC and subscriptions. Needs the configuration and logging from elsewhere. May be called again.</summary>
    public static IServiceCollection AddSolanaProvider(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(s => s.ServiceType == typeof(SolanaRpcClient)))
        {
            return services;
        }

        services.AddOptions<SolanaOptions>().BindConfiguration(SolanaOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SolanaOptions>, SolanaOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(RpcEndpoint.ClientName, client =>
            {
                // Each attempt has its own deadline; the client's would only be a second, hidden one.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = 64 * 1024 * 1024;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("PuppetEngine.Orleans");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = provider.GetRequiredService<IOptions<SolanaOptions>>().Value.ConnectTimeout,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<SolanaRpcTransport>();
        services.AddSingleton<SolanaRpcClient>();
        services.AddSingleton<LookupTableReader>();
        services.AddSingleton<SignatureReader>();
        services.AddSingleton<SolanaSocketClient>();
        services.AddSingleton<SignatureWaiter>();
        return services;
    }
}
