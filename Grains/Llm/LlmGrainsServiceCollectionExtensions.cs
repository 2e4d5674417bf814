using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Llm.Budgets;
using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Engine.Llm.Embeddings;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Llm;

/// <summary>Registers what the grains of this feature need.</summary>
public static class LlmGrainsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the chain, its state per silo, the budget and the stored forms. The host adds the tiers, the price table and the embedding generator
    /// (Providers.Llm's <c>AddLlmProviders</c>), the worlds and a <see cref="TimeProvider"/>; it may give the process its own <see cref="LlmSiloKey"/> first.
    /// May be called twice.
    /// </summary>
    public static IServiceCollection AddLlmGrains(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<LlmChainOptions>();
        services.AddOptions<LlmBudgetOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LlmChainOptions>, LlmChainOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LlmBudgetOptions>, LlmBudgetOptionsValidator>());
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static _ => new LlmSiloKey("silo-" + Guid.CreateVersion7().ToString("N")));
        services.TryAddSingleton<LlmTierStates>();
        services.TryAddSingleton<LlmChain>();
        services.TryAddSingleton<LlmEmbedder>();
        services.TryAddSingleton<LlmInstruments>();
        services.TryAddSingleton<ILlmBudget, SiloLlmBudget>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LlmBudgetRelease>());
        return services.AddGrainState(LlmStateContext.Default);
    }
}
