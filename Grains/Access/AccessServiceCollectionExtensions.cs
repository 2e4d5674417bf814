using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Grains.Access;

/// <summary>Registers the state of the access feature.</summary>
public static class AccessServiceCollectionExtensions
{
    /// <summary>Adds the access grain's state. May be called twice.</summary>
    public static IServiceCollection AddAccessGrains(this IServiceCollection services) => services.AddGrainState(AccessStateContext.Default);
}
