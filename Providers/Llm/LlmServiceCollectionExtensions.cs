using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Budgets;
using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Providers.Llm.Data;

namespace PuppetEngine.Providers.Llm;

/// <summary>Registers the models' providers.</summary>
public static class LlmServiceCollectionExtensions
{
    /// <summary>
    /// Adds the tiers (<see cref="ILlmTierSource"/>), the price table and the embedding generator, with their options from the section
    /// <c>Puppet:Llm</c>. The host registers <see cref="Worlds"/>, a <see cref="TimeProvider"/> and, where live keys are stored, an
    /// <see cref="ISecretStore"/>; the emulators' address is <c>Puppet:Emulators:BaseUrl</c>, read when the tiers are first asked for. May be called twice.
    /// </summary>
    public static IServiceCollection AddLlmProviders(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        if (services.Any(static d => d.ServiceType == typeof(ConfiguredTierSource)))
        {
            return services;
        }

        var section = configuration.GetSection("Puppet:Llm");
        services.AddOptions<LlmOptions>().Bind(section).ValidateOnStart();
        services.AddOptions<LlmChainOptions>().Bind(section.GetSection("Chain")).ValidateOnStart();
        services.AddOptions<LlmBudgetOptions>().Bind(section.GetSection("Budget")).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LlmOptions>, LlmOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LlmChainOptions>, LlmChainOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LlmBudgetOptions>, LlmBudgetOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ConfiguredTierSource(
            provider.GetRequiredService<IOptions<LlmOptions>>(),
            configuration,
            provider.GetRequiredService<Worlds>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ISecretStore>()));
        services.AddSingleton<ILlmTierSource>(static provider => provider.GetRequiredService<ConfiguredTierSource>());
        services.AddSingleton(static provider => provider.GetRequiredService<ConfiguredTierSource>().Embeddings);
        services.AddSingleton(static provider => Prices(provider.GetRequiredService<IOptions<LlmOptions>>().Value));
        return services;
    }

    private static PriceTable Prices(LlmOptions options) => new(LlmData.Prices().Concat(options.Prices.Select(static p => new ModelPrice
    {
        Provider = p.Provider,
        Model = p.Model,
        ValidFrom = p.ValidFrom,
        Input = p.Input,
        Output = p.Output,
        CachedInput = p.CachedInput,
        LongAbove = p.LongAbove,
        LongFactor = p.LongFactor,
    })));
}
