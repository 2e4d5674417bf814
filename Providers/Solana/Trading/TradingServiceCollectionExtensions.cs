using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Providers.Solana.Jupiter;

namespace PuppetEngine.Providers.Solana.Trading;

/// <summary>Registers wallets that trade on Solana by Jupiter.</summary>
public static class TradingServiceCollectionExtensions
{
    /// <summary>Adds keys, market, chain and signer, with the clients they use. Needs the worlds, the secret store and the kill switch from elsewhere. May be called again.</summary>
    public static IServiceCollection AddSolanaTrading(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSolanaProvider().AddJupiterProvider();
        services.TryAddSingleton<WalletKeyRing>();
        services.TryAddSingleton<IWalletKeys>(s => s.GetRequiredService<WalletKeyRing>());
        services.TryAddSingleton<ITradeVenue, SolanaVenue>();
        services.TryAddSingleton<IWalletSigner, SolanaWalletSigner>();
        return services;
    }
}
