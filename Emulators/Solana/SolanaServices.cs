using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Emulators.Jupiter;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Rpc;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Streaming;
using PuppetEngine.Emulators.Solana.Wire;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X;

namespace PuppetEngine.Emulators.Solana;

/// <summary>Puts the chain together with its log, its programs and its nodes.</summary>
internal static class SolanaServices
{
    public static void AddSolana(this IServiceCollection services)
    {
        services.TryAddSingleton(s => new AppendLog<ChainLogEntry>(
            Options(s).DataDirectory, "solana.log", ChainLogJson.Default.ChainLogEntry, s.GetRequiredService<ILogger<SolanaChain>>()));
        services.TryAddSingleton(s => new Market(Options(s).Seed));
        services.TryAddSingleton<WhirlpoolProgram>();
        services.TryAddSingleton(s => new TransactionProcessor(new Dictionary<PublicKey, IProgram>(ChainGenesis.Programs())
        {
            [ProgramIds.Jupiter] = new JupiterProgram(),
            [ProgramIds.Whirlpool] = s.GetRequiredService<WhirlpoolProgram>(),
        }));
        services.TryAddSingleton(s => Options(s).Solana);
        services.TryAddSingleton(s => new SolanaChain(
            s.GetRequiredService<AppendLog<ChainLogEntry>>(), Options(s).Solana, s.GetRequiredService<XWorld>().Id, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<TransactionProcessor>(), ChainGenesis.Accounts(ChainGenesis.Programs()).Concat(MarketAccounts.Genesis), s.GetRequiredService<Market>().Set));
        services.TryAddSingleton<SolanaNodes>();
        services.TryAddSingleton<ChainMethods>();
        services.TryAddSingleton<AccountMethods>();
        services.TryAddSingleton<TransactionMethods>();
        services.TryAddSingleton<HistoryMethods>();
        services.TryAddSingleton<RpcMethods>();
        services.TryAddSingleton<SolanaFaults>();
        services.TryAddSingleton<RpcEndpoint>();
        services.TryAddSingleton<SubscriptionHub>();
        services.TryAddSingleton<SubscriptionEndpoint>();
    }

    private static EmulatorOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
}
