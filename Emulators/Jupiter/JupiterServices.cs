using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>Puts Jupiter's endpoints together. Its market and its programs belong to the chain.</summary>
internal static class JupiterServices
{
    public static void AddJupiter(this IServiceCollection services)
    {
        services.TryAddSingleton<Router>();
        services.TryAddSingleton<SwapBuilder>();
        services.TryAddSingleton<OrderBook>();
        services.TryAddSingleton<RequestLimits>();
        services.TryAddSingleton<JupiterGateway>();
        services.TryAddSingleton<BuildEndpoints>();
        services.TryAddSingleton<OrderEndpoints>();
        services.TryAddSingleton<ExecuteEndpoint>();
        services.TryAddSingleton<LegacySwapEndpoints>();
        services.TryAddSingleton<TokenEndpoints>();
    }
}
