using System.Globalization;
using System.Reflection;

namespace PuppetEngine.Tests.Runtime.Conformance.Surface;

/// <summary>The public types and members of assemblies, one line each, in a form that is the same for both hosts.</summary>
internal static class ApiSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Names that stand for types of the framework.</summary>
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(byte)] = "byte", [typeof(char)] = "char", [typeof(double)] = "double",
    };

    /// <summary>The lines of each type, by its name.</summary>
    internal static SortedDictionary<string, List<string>> Of(IEnumerable<Assembly> assemblies)
    {
        var types = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var type in assemblies.SelectMany(a => a.GetExportedTypes()).Where(IsHosts))
        {
            types[Name(type)] = [.. Members(type).Distinct().Order(StringComparer.Ordinal)];
        }

        return types;
    }

    private static bool IsHosts(Type type) =>
        type.Namespace is { } space && (space == "Orleans" || space.StartsWith("Orleans.", StringComparison.Ordinal) || space == "Microsoft.Extensions.Hosting");

    private static IEnumerable<string> Members(Type type)
    {
        yield return Kind(type);
        foreach (var constructor in type.GetConstructors(Declared).Where(c => !c.IsStatic))
        {
            yield return $"new({Parameters(constructor)})";
        }

        foreach (var field in type.GetFields(Declared).Where(f => f.Name != "value__"))
        {
            yield return field.IsLiteral
                ? $"const {Name(field.FieldType)} {field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
                : $"{Name(field.FieldType)} {field.Name}";
        }

        foreach (var property in type.GetProperties(Declared))
        {
            // One line for each half: an interface may have only one of them.
            if (property.GetMethod is { IsPublic: true } get)
            {
                yield return $"{Static(get)}{Name(property.PropertyType)} {property.Name} get";
            }

            if (property.SetMethod is { IsPublic: true } set)
            {
                yield return $"{Static(set)}{Name(property.PropertyType)} {property.Name} set";
            }
        }

        foreach (var method in type.GetMethods(Declared).Where(m => !m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)))
        {
            // Overrides are the base's members.
            if (method.GetBaseDefinition().DeclaringType == method.DeclaringType)
            {
                var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
                yield return $"{Static(method)}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
            }
        }
    }

    private static string Kind(Type type) => "is " + (
        type.IsInterface ? "interface" :
        type.IsEnum ? $"enum of {Name(Enum.GetUnderlyingType(type))}" :
        type.IsValueType ? "struct" :
        type is { IsAbstract: true, IsSealed: true } ? "static class" :
        type.IsAbstract ? "abstract class" :
        type.IsSealed ? "sealed class" : "class");

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = …" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var space = type.Namespace!.StartsWith("System", StringComparison.Ordinal) ? "" : type.Namespace + ".";
        var outer = type.DeclaringType is { } declaring ? declaring.Name + "." : "";
        var bare = type.Name.Split('`')[0];
        return space + outer + bare + (type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : "");
    }
}
