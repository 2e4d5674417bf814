using System.Collections;
using System.ComponentModel;
using System.Reflection;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Silo.Hosting;

/// <summary>The names that settings may have, read from the types that they are bound to. A dictionary takes any name, a list any number.</summary>
internal sealed class SettingTree
{
    /// <summary>Deeper than any options type reaches; a type that holds itself ends here.</summary>
    private const int Deepest = 6;

    private readonly Dictionary<string, SettingTree> _children = new(StringComparer.OrdinalIgnoreCase);
    private SettingTree? _any;
    private bool _isValue;

    /// <summary>Adds what a type takes at a path, as in <c>Puppet:Turns</c>.</summary>
    public void Add(string path, Type type)
    {
        var node = this;
        foreach (var segment in path.Split(':'))
        {
            node = node._children.TryGetValue(segment, out var next) ? next : node._children[segment] = new SettingTree();
        }

        node.Fill(type, 0);
    }

    /// <summary>Whether something reads a setting of this name.</summary>
    public bool Knows(string key)
    {
        SettingTree? node = this;
        foreach (var segment in key.Split(':'))
        {
            node = node?._children.GetValueOrDefault(segment) ?? node?._any;
        }

        return node is { _isValue: true };
    }

    /// <summary>The known name that was probably meant; null when none is near.</summary>
    public string? Nearest(string key)
    {
        var (node, path) = (this, new List<string>());
        foreach (var segment in key.Split(':'))
        {
            var name = node._children.Keys.FirstOrDefault(child => string.Equals(child, segment, StringComparison.OrdinalIgnoreCase))
                ?? (node._any is null ? Spelling.Nearest(segment, node._children.Keys) : segment);
            if (name is null)
            {
                return null;
            }

            path.Add(name);
            node = node._children.GetValueOrDefault(name) ?? node._any!;
        }

        return node._isValue ? string.Join(':', path) : null;
    }

    private void Fill(Type type, int depth)
    {
        if (TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)))
        {
            _isValue = true;
        }
        else if (ItemOf(type) is { } item)
        {
            _any ??= new SettingTree();
            _any.Fill(item, depth + 1);
        }
        else if (depth < Deepest)
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
            {
                var child = _children.TryGetValue(property.Name, out var known) ? known : _children[property.Name] = new SettingTree();
                child.Fill(property.PropertyType, depth + 1);
            }
        }
    }

    /// <summary>What a dictionary or a list holds; null for another type.</summary>
    private static Type? ItemOf(Type type)
    {
        if (!type.IsAssignableTo(typeof(IEnumerable)))
        {
            return null;
        }

        var shapes = type.GetInterfaces().Append(type).Where(shape => shape.IsGenericType).ToList();
        return shapes.Find(shape => shape.GetGenericTypeDefinition() is var open && (open == typeof(IDictionary<,>) || open == typeof(IReadOnlyDictionary<,>)))?.GetGenericArguments()[1]
            ?? shapes.Find(shape => shape.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
    }
}
