using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Trading;

/// <summary>Registers what the grains of this feature need.</summary>
public static class TradingServiceCollectionExtensions
{
    /// <summary>
    /// Adds what wallets share, their limits and their stored forms. Market, chain, keys and signer are a provider's; without one no agent has a
    /// wallet. May be called again.
    /// </summary>
    public static IServiceCollection AddTradingGrains(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TradingOptions>().BindConfiguration(TradingOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TradingOptions>, TradingOptionsValidator>());
        services.TryAddSingleton<IWalletKeys, NoWallets>();
        services.TryAddSingleton<WalletServices>();
        return services.AddGrainState(TradingStateContext.Default);
    }
}
