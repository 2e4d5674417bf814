using System.Reflection;
using System.Runtime.CompilerServices;

namespace PuppetEngine.LocalRuntime.Copying;

/// <summary>Copies the members that travel; others keep what the type's constructor gives them, or are empty where it has none.</summary>
internal sealed class MembersCopier : Copier
{
    private readonly Type _type;
    private readonly ConstructorInvoker? _constructor;
    private readonly (WireMember Member, Copier Copier)[] _members;

    internal MembersCopier(Type type, IReadOnlyList<WireMember> members)
    {
        _type = type;
        // As Orleans' generated activators: the parameterless constructor, where there is one.
        _constructor = type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes) is { } found
            ? ConstructorInvoker.Create(found)
            : null;
        _members = [.. members.Select(m => (m, m.IsImmutable ? WireTypes.Free : WireTypes.CopierOfDeclared(m.Type)))];
    }

    internal override object Copy(object value, CopyContext context)
    {
        if (!_type.IsValueType && context.TryGet(value, out var known))
        {
            return known;
        }

        var copy = _constructor?.Invoke() ?? RuntimeHelpers.GetUninitializedObject(_type);
        if (!_type.IsValueType)
        {
            context.Record(value, copy);
        }

        CopyInto(value, copy, context);
        return copy;
    }

    internal void CopyInto(object value, object copy, CopyContext context)
    {
        foreach (var (member, copier) in _members)
        {
            member.Set(copy, copier.CopyOrNull(member.Get(value), context));
        }
    }
}
