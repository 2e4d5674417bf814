using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace PuppetEngine.Tests.Architecture.Grains;

/// <summary>The grain classes of the room Grains, by reflection.</summary>
internal static class GrainClasses
{
    private static readonly Assembly Room = Assembly.Load("PuppetEngine.Grains");

    public static IReadOnlyList<Type> All { get; } =
        [.. Room.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IGrain).IsAssignableFrom(type) && !IsProxy(type)).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    public static string? GrainTypeOf(Type grain) => grain.GetCustomAttributesData()
        .FirstOrDefault(data => data.AttributeType.Name == nameof(GrainTypeAttribute))?.ConstructorArguments[0].Value as string;

    /// <summary>The states that a grain's constructor asks for.</summary>
    public static IEnumerable<(string Name, string? Storage, Type State)> StatesOf(Type grain) =>
        grain.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => (parameter, Attribute: parameter.GetCustomAttribute<PersistentStateAttribute>()))
            .Where(pair => pair.Attribute is not null)
            .Select(pair => (pair.Attribute!.StateName, pair.Attribute.StorageName, pair.parameter.ParameterType.GetGenericArguments()[0]));

    public static bool IsStatelessWorker(Type grain) => grain.GetCustomAttribute<StatelessWorkerAttribute>() is not null;

    /// <summary>Orleans generates a proxy class for each interface; those live beside the interfaces, but a room may have internal ones.</summary>
    private static bool IsProxy(Type type) => type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) == true;
}
