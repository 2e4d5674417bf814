using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Access;
using PuppetEngine.Grains.Agents;
using PuppetEngine.Grains.Alerts;
using PuppetEngine.Grains.Events;
using PuppetEngine.Grains.Llm;
using PuppetEngine.Grains.Memory;
using PuppetEngine.Grains.Social;
using PuppetEngine.Grains.State;
using PuppetEngine.Grains.Trading;

namespace PuppetEngine.Grains.Hosting;

/// <summary>Registers what the grains of a silo share.</summary>
public static class GrainsServiceCollectionExtensions
{
    /// <summary>Adds the grains' services and states. May be called again.</summary>
    public static IServiceCollection AddPuppetGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TurnOptions>().Bind(configuration.GetSection("Puppet:Turns")).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TurnOptions>, TurnOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISaltSource, RandomSaltSource>();
        services.TryAddSingleton<JournalChain>();
        services.TryAddSingleton<TurnAdmission>();
        services.TryAddSingleton<ISecretSpotter>(NoSecrets.Instance);
        services.TryAddSingleton<IDraftGate, DraftGate>();
        services.TryAddSingleton<AgentServices>();
        services.AddAccessGrains();
        services.AddAlertsGrains();
        services.AddSocialGrains();
        services.AddTradingGrains();
        services.AddLlmGrains();
        services.AddMemoryGrains(configuration);
        services.TryAddSingleton<IMemoryModel, LlmMemoryModel>();
        services.AddDefinitionsGrain();
        services.AddEventGrains(configuration);
        services.AddGrainState(AgentStateContext.Default);
        return services;
    }
}
