using System.Collections.Immutable;

namespace PuppetEngine.LocalRuntime.Copying;

/// <summary>Copies arrays of one dimension.</summary>
internal sealed class ArrayCopier<T> : Copier
{
    private readonly Copier _element = WireTypes.CopierOfDeclared(typeof(T));

    internal override object Copy(object value, CopyContext context)
    {
        if (context.TryGet(value, out var known))
        {
            return known;
        }

        var source = (T[])value;
        var copy = (T[])source.Clone();
        context.Record(value, copy);
        for (var i = 0; !_element.IsFree && i < copy.Length; i++)
        {
            copy[i] = (T)_element.CopyOrNull(source[i], context)!;
        }

        return copy;
    }
}

/// <summary>Copies lists.</summary>
internal sealed class ListCopier<T> : Copier
{
    private readonly Copier _element = WireTypes.CopierOfDeclared(typeof(T));

    internal override object Copy(object value, CopyContext context)
    {
        if (context.TryGet(value, out var known))
        {
            return known;
        }

        var source = (List<T>)value;
        if (_element.IsFree)
        {
            var whole = new List<T>(source);
            context.Record(value, whole);
            return whole;
        }

        var copy = new List<T>(source.Count);
        context.Record(value, copy);
        foreach (var item in source)
        {
            copy.Add((T)_element.CopyOrNull(item, context)!);
        }

        return copy;
    }
}

/// <summary>Copies sets.</summary>
internal sealed class HashSetCopier<T> : Copier
{
    private readonly Copier _element = WireTypes.CopierOfDeclared(typeof(T));

    internal override object Copy(object value, CopyContext context)
    {
        if (context.TryGet(value, out var known))
        {
            return known;
        }

        var source = (HashSet<T>)value;
        var copy = new HashSet<T>(source.Count, source.Comparer);
        context.Record(value, copy);
        foreach (var item in source)
        {
            copy.Add((T)_element.CopyOrNull(item, context)!);
        }

        return copy;
    }
}

/// <summary>Copies dictionaries.</summary>
internal sealed class DictionaryCopier<TKey, TValue> : Copier
    where TKey : notnull
{
    private readonly Copier _key = WireTypes.CopierOfDeclared(typeof(TKey));
    private readonly Copier _value = WireTypes.CopierOfDeclared(typeof(TValue));

    internal override object Copy(object value, CopyContext context)
    {
        if (context.TryGet(value, out var known))
        {
            return known;
        }

        var source = (Dictionary<TKey, TValue>)value;
        var copy = new Dictionary<TKey, TValue>(source.Count, source.Comparer);
        context.Record(value, copy);
        foreach (var (key, item) in source)
        {
            copy.Add((TKey)_key.CopyOrNull(key, context)!, (TValue)_value.CopyOrNull(item, context)!);
        }

        return copy;
    }
}

/// <summary>Copies immutable arrays whose elements can change.</summary>
internal sealed class ImmutableArrayCopier<T> : Copier
{
    private readonly Copier _element = WireTypes.CopierOfDeclared(typeof(T));

    internal override bool IsFree => _element.IsFree;

    internal override object Copy(object value, CopyContext context)
    {
        var source = (ImmutableArray<T>)value;
        return source.IsDefault ? source : ImmutableArray.CreateRange(source, item => (T)_element.CopyOrNull(item, context)!);
    }
}
