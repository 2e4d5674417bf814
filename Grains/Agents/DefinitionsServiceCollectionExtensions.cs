using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Agents;

/// <summary>Registers what the grain of the agents folder needs.</summary>
public static class DefinitionsServiceCollectionExtensions
{
    /// <summary>Adds the state of the definitions grain. May be called again.</summary>
    public static IServiceCollection AddDefinitionsGrain(this IServiceCollection services) => services.AddGrainState(DefinitionsStateContext.Default);
}
