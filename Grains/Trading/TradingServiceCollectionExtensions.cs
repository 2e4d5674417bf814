using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Trading;

/// <summary>Registers what the grains of this feature need.</summary>
public static class TradingServiceCollectionExtensions
{
    /// <summary>Adds what wallets share and their stored forms. Market, chain and signer are the caller's. May be called again.</summary>
    public static IServiceCollection AddTradingGrains(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<WalletServices>();
        return services.AddGrainState(TradingStateContext.Default);
    }
}
