using System.Reflection;
using Orleans;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Tests.Architecture.Wire;

/// <summary>What Grains.Abstractions puts on the wire, by reflection.</summary>
internal static class WireAssembly
{
    public static readonly Assembly Assembly = typeof(IAgentGrain).Assembly;

    /// <summary>The grain interfaces.</summary>
    public static IReadOnlyList<Type> Interfaces { get; } =
        [.. Own().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>Records and exceptions with a serializer, and the enums.</summary>
    public static IReadOnlyList<Type> Records { get; } =
        [.. Own().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && !type.IsEnum).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>The members of a record that are its data: what it declares itself and can be set, and no override of a parent's.</summary>
    public static IEnumerable<MemberInfo> DataMembers(Type type)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var properties = type.GetProperties(Declared).Where(property => IdOf(property) is not null || (property.SetMethod is not null && property.GetMethod is { IsPublic: true }));
        var fields = type.GetFields(Declared).Where(field => !field.Name.StartsWith('<') && (IdOf(field) is not null || field.IsPublic));
        return properties.Cast<MemberInfo>().Concat(fields);
    }

    /// <summary>The [Id] of a member, also where it stands on the constructor parameter of a positional record.</summary>
    public static uint? IdOf(MemberInfo member)
    {
        if (member.GetCustomAttribute<IdAttribute>() is { } own)
        {
            return own.Id;
        }

        return member.DeclaringType!.GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .FirstOrDefault(parameter => parameter.Name == member.Name)?
            .GetCustomAttribute<IdAttribute>()?.Id;
    }

    public static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    public static string? AliasOf(MemberInfo member) => member.GetCustomAttributes<AliasAttribute>(false).FirstOrDefault()?.Alias;

    private static IEnumerable<Type> Own() =>
        Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("PuppetEngine.", StringComparison.Ordinal) == true);
}
