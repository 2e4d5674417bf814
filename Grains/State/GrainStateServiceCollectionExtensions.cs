using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;

namespace PuppetEngine.Grains.State;

/// <summary>Registers the state of grains.</summary>
public static class GrainStateServiceCollectionExtensions
{
    /// <summary>
    /// Adds a feature's context to the state serializer, and the serializer itself as the host's <see cref="IGrainStorageSerializer"/>.
    /// May be called again with the same context; each feature calls it with its own.
    /// </summary>
    public static IServiceCollection AddGrainState(this IServiceCollection services, IJsonTypeInfoResolver context)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(context);
        if (!services.Any(d => d.ServiceType == typeof(GrainStateContext) && d.ImplementationInstance is GrainStateContext c && ReferenceEquals(c.Resolver, context)))
        {
            services.AddSingleton(new GrainStateContext(context));
        }

        services.TryAddSingleton<GrainStateSerializer>();
        // Not TryAdd: the host may have put its own default there, which would not know versions.
        services.Replace(ServiceDescriptor.Singleton<IGrainStorageSerializer>(s => s.GetRequiredService<GrainStateSerializer>()));
        return services;
    }
}
