using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Storage;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>A grain class: its type name, its rules, and how its objects are made.</summary>
internal sealed class GrainClass
{
    private readonly ConstructorInvoker _constructor;
    private readonly Func<Activation, List<IPersistentRecord>, object?>[] _arguments;

    internal GrainClass(Type type, ServiceLifetimes lifetimes)
    {
        Type = type;
        GrainType = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? DefaultName(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        MaxWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocalWorkers ?? 0;
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public) is { Length: 1 } constructors
            ? constructors[0]
            : throw new OrleansConfigurationException($"The grain class {type} must have exactly one public constructor.");
        _constructor = ConstructorInvoker.Create(constructor);
        _arguments = [.. constructor.GetParameters().Select(p => Argument(p, lifetimes))];
    }

    internal Type Type { get; }

    internal GrainType GrainType { get; }

    internal bool IsReentrant { get; }

    /// <summary>Activations of one id at most; 0 for a grain that is no stateless worker.</summary>
    internal int MaxWorkers { get; }

    /// <summary>Makes the grain object; the records it is given are still to be read.</summary>
    internal object Create(Activation activation, List<IPersistentRecord> records)
    {
        var arguments = new object?[_arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _arguments[i](activation, records);
        }

        return _constructor.Invoke(arguments.AsSpan());
    }

    internal static async ValueTask Dispose(object? grain)
    {
        switch (grain)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }
    }

    internal static string DefaultName(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name;
    }

    private static Func<Activation, List<IPersistentRecord>, object?> Argument(ParameterInfo parameter, ServiceLifetimes lifetimes)
    {
        var type = parameter.ParameterType;
        if (type == typeof(IGrainContext))
        {
            return static (activation, _) => activation;
        }

        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state)
        {
            return PersistentRecords.Factory(parameter, state);
        }

        var keyed = parameter.GetCustomAttribute<FromKeyedServicesAttribute>();
        // A scope is made only for activations that need one: most services are singletons.
        var fromRoot = lifetimes.IsSingleton(type, keyed?.Key);
        return (activation, _) =>
        {
            var services = fromRoot ? activation.Silo.Services : activation.ActivationServices;
            var service = keyed is null ? services.GetService(type) : (services as IKeyedServiceProvider)?.GetKeyedService(type, keyed.Key);
            return service ?? (parameter.HasDefaultValue
                ? parameter.DefaultValue
                : throw new InvalidOperationException($"No service of type {type} is registered, which the grain {activation.Class.Type} needs. Register it before the host is built."));
        };
    }
}
