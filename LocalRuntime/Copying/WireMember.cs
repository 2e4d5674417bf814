using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;

namespace PuppetEngine.LocalRuntime.Copying;

/// <summary>A member that travels: a field, or a property without one.</summary>
internal sealed class WireMember
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly FieldInfo? _field;
    private readonly PropertyInfo? _property;

    private WireMember(string name, Type type, FieldInfo? field, PropertyInfo? property, bool isImmutable)
    {
        Name = name;
        Type = type;
        _field = field;
        _property = property;
        IsImmutable = isImmutable;
    }

    internal string Name { get; }

    internal Type Type { get; }

    internal bool IsImmutable { get; }

    /// <summary>The members of a type and its bases that carry an id; in records the positional ones too.</summary>
    internal static List<WireMember> Of(Type type)
    {
        var members = new List<WireMember>();
        for (var t = type; t is not null && t != typeof(object) && t != typeof(Exception) && t != typeof(ValueType); t = t.BaseType)
        {
            var positional = Positional(t);
            foreach (var property in t.GetProperties(Declared))
            {
                if (property.IsDefined(typeof(IdAttribute)) || positional.Contains(property.Name))
                {
                    // Readonly and init-only properties are set through their field, as Orleans does.
                    var field = t.GetField($"<{property.Name}>k__BackingField", Declared);
                    members.Add(new WireMember(property.Name, property.PropertyType, field, property, property.IsDefined(typeof(ImmutableAttribute))));
                }
            }

            foreach (var field in t.GetFields(Declared))
            {
                if (field.IsDefined(typeof(IdAttribute)) && !field.IsDefined(typeof(CompilerGeneratedAttribute)))
                {
                    members.Add(new WireMember(field.Name, field.FieldType, field, null, field.IsDefined(typeof(ImmutableAttribute))));
                }
            }
        }

        return members;
    }

    /// <summary>All fields, for tuples.</summary>
    internal static List<WireMember> Fields(Type type) => [.. type.GetFields(Declared).Select(f => new WireMember(f.Name, f.FieldType, f, null, false))];

    internal object? Get(object target) => _field is not null ? _field.GetValue(target) : _property!.GetValue(target);

    internal void Set(object target, object? value)
    {
        if (_field is not null)
        {
            _field.SetValue(target, value);
        }
        else
        {
            _property!.SetValue(target, value);
        }
    }

    private static HashSet<string> Positional(Type type)
    {
        var isRecord = type.GetMethod("<Clone>$", Declared) is not null;
        var attribute = type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false);
        if (!isRecord && attribute?.IncludePrimaryConstructorParameters != true)
        {
            return [];
        }

        // The primary constructor is the longest whose every parameter is a property of the same name and type.
        var primary = type.GetConstructors(Declared)
            .Select(c => c.GetParameters())
            .Where(p => p.Length > 0 && p.All(x => x.Name is not null && type.GetProperty(x.Name, Declared)?.PropertyType == x.ParameterType))
            .MaxBy(p => p.Length);
        return primary?.Select(p => p.Name!).ToHashSet(StringComparer.Ordinal) ?? [];
    }
}
