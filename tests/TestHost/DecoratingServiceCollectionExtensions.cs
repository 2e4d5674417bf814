using Microsoft.Extensions.DependencyInjection;

namespace PuppetEngine.Tests.TestHost;

/// <summary>Puts something around a service that is registered already.</summary>
public static class DecoratingServiceCollectionExtensions
{
    /// <summary>Replaces the last registration of a service by one that wraps it.</summary>
    public static IServiceCollection Decorate<T>(this IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var descriptor = services.Last(d => d.ServiceType == typeof(T));
        services.Remove(descriptor);
        return services.AddSingleton(provider => decorate((T)descriptor.Make(provider)));
    }

    /// <summary>Makes what a descriptor describes.</summary>
    public static object Make(this ServiceDescriptor descriptor, IServiceProvider provider) =>
        descriptor.ImplementationInstance
        ?? descriptor.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!);
}
