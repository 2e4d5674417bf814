using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Memory;

namespace PuppetEngine.Grains.Memory;

/// <summary>Registers what memory grains share.</summary>
public static class MemoryServiceCollectionExtensions
{
    /// <summary>Adds the ports and settings of memory. The host adds the tables and an <see cref="IMemoryModel"/>. May be called twice.</summary>
    public static IServiceCollection AddMemoryGrains(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<MemoryOptions>().Bind(configuration.GetSection(MemoryOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MemoryOptions>, MemoryOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MemoryPorts>();
        return services;
    }
}
