using System.Collections.Immutable;
using System.Reflection;
using Orleans;

namespace PuppetEngine.Tests.Architecture.Wire;

/// <summary>The closed list of what may cross a grain call, and its spelling in the frozen list.</summary>
internal static class WireType
{
    private static readonly Type[] Plain =
    [
        typeof(bool), typeof(byte), typeof(short), typeof(int), typeof(long), typeof(ushort), typeof(uint), typeof(ulong),
        typeof(float), typeof(double), typeof(decimal), typeof(char), typeof(string), typeof(Guid), typeof(DateTimeOffset), typeof(TimeSpan), typeof(byte[]),
    ];

    private static readonly Type[] Containers = [typeof(List<>), typeof(Dictionary<,>), typeof(ImmutableArray<>), typeof(Nullable<>)];

    public static bool IsAllowed(Type type)
    {
        if (Plain.Contains(type) || (type.IsEnum && type.Assembly == WireAssembly.Assembly))
        {
            return true;
        }

        if (type.IsGenericType && Containers.Contains(type.GetGenericTypeDefinition()))
        {
            return type.GetGenericArguments().All(IsAllowed);
        }

        return type.Assembly == WireAssembly.Assembly && type.GetCustomAttribute<GenerateSerializerAttribute>() is not null;
    }

    /// <summary>A name that does not depend on the machine: aliases for our own types, C# words for the rest.</summary>
    public static string Spell(Type type)
    {
        if (type == typeof(byte[]))
        {
            return "byte[]";
        }

        if (type.IsGenericType)
        {
            return $"{type.Name.Split('`')[0]}<{string.Join(",", type.GetGenericArguments().Select(Spell))}>";
        }

        return type.Assembly == WireAssembly.Assembly ? WireAssembly.AliasOf(type) ?? type.FullName! : type.Name;
    }
}
