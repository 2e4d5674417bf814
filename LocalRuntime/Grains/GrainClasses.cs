using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>The grain classes of the process: those of every assembly that knows this host.</summary>
internal sealed class GrainClasses
{
    private readonly Dictionary<GrainType, Lazy<GrainClass>> _byType = [];
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainType> _byInterface = new();
    private readonly List<Type> _types;

    internal GrainClasses(ServiceLifetimes lifetimes)
    {
        _types = [.. GrainAssemblies.Find().SelectMany(GrainAssemblies.GrainTypes)];
        foreach (var type in _types)
        {
            var grainType = TypeOf(type);
            if (!_byType.TryAdd(grainType, new Lazy<GrainClass>(() => new GrainClass(type, lifetimes))))
            {
                throw new OrleansConfigurationException($"Two grain classes have the type '{grainType}'; the second is {type}. Give each its own [GrainType].");
            }
        }
    }

    internal int Count => _types.Count;

    /// <summary>The class of this grain type.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal GrainClass Of(GrainType type) =>
        _byType.TryGetValue(type, out var found) ? found.Value : throw new ArgumentException($"There is no grain class of type '{type}' in this process.");

    /// <summary>The grain type that implements an interface.</summary>
    /// <exception cref="ArgumentException">None does, or several do.</exception>
    internal GrainType Of(Type grainInterface, string? classNamePrefix) => _byInterface.GetOrAdd((grainInterface, classNamePrefix), Resolve);

    private static GrainType TypeOf(Type type) => GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? GrainClass.DefaultName(type));

    private GrainType Resolve((Type Interface, string? Prefix) wanted)
    {
        var found = _types.Where(t => wanted.Interface.IsAssignableFrom(t)).ToList();
        if (wanted.Prefix is { } prefix)
        {
            found = [.. found.Where(t => t.FullName!.StartsWith(prefix, StringComparison.Ordinal) || t.Name.StartsWith(prefix, StringComparison.Ordinal))];
        }

        // Of several, the one named as the interface.
        var choice = found.Count > 1 ? found.Where(t => "I" + t.Name == wanted.Interface.Name).ToList() : found;
        return choice.Count == 1
            ? TypeOf(choice[0])
            : throw new ArgumentException(found.Count == 0
                ? $"No grain class implements {wanted.Interface}."
                : $"Several grain classes implement {wanted.Interface}: {string.Join(", ", found)}. Name one by grainClassNamePrefix.");
    }
}
