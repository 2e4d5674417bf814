using Microsoft.Extensions.DependencyInjection;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>Which services are singletons, as the host registered them.</summary>
internal sealed class ServiceLifetimes(IServiceCollection services)
{
    internal bool IsSingleton(Type type, object? key)
    {
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var found = services.LastOrDefault(d => (d.ServiceType == type || d.ServiceType == open) && Equals(d.ServiceKey, key));
        return found?.Lifetime == ServiceLifetime.Singleton;
    }
}
