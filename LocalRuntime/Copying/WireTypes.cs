using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;

namespace PuppetEngine.LocalRuntime.Copying;

/// <summary>
/// Which types may travel, and how each is copied. What is kept here are facts about types, the same for every silo of the process.
/// </summary>
internal static class WireTypes
{
    internal static readonly Copier Free = new FreeCopier();

    private static readonly Copier ByRuntimeType = new RuntimeTypeCopier();
    private static readonly ConcurrentDictionary<Type, Copier> Copiers = new();

    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Uri), typeof(Version), typeof(Int128), typeof(UInt128), typeof(Half), typeof(CancellationToken),
        typeof(GrainId), typeof(GrainType), typeof(IdSpan), typeof(ActivationId), typeof(TickStatus),
    ];

    private static readonly Dictionary<Type, Type> Collections = new()
    {
        [typeof(List<>)] = typeof(ListCopier<>),
        [typeof(HashSet<>)] = typeof(HashSetCopier<>),
        [typeof(Dictionary<,>)] = typeof(DictionaryCopier<,>),
        [typeof(ImmutableArray<>)] = typeof(ImmutableArrayCopier<>),
    };

    /// <summary>The copier of a member, parameter or result of this type.</summary>
    internal static Copier CopierOfDeclared(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (IsPlain(type) || (type.IsSealed && IsImmutable(type)))
        {
            return Free;
        }

        // A class may be a base of the value's, and may hold itself: its copier is looked up when a value is there.
        return type.IsValueType ? CopierOf(type) : ByRuntimeType;
    }

    /// <summary>The copier of values of exactly this type.</summary>
    /// <exception cref="CodecNotFoundException">The type cannot travel.</exception>
    internal static Copier CopierOf(Type type) => Copiers.TryGetValue(type, out var copier) ? copier : Copiers.GetOrAdd(type, Make(type));

    /// <summary>Why a type cannot travel, with the way to it; null when it can.</summary>
    internal static string? Problem(Type type, string path, HashSet<Type>? seen = null)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsPlain(type) || typeof(IAddressable).IsAssignableFrom(type) || !(seen ??= []).Add(type))
        {
            return null;
        }

        if (type.IsArray)
        {
            return type.GetArrayRank() == 1 ? Problem(type.GetElementType()!, path, seen) : $"{path} is an array of several dimensions.";
        }

        if (type.IsGenericType && (Collections.ContainsKey(type.GetGenericTypeDefinition()) || IsTuple(type)))
        {
            return type.GetGenericArguments().Select(a => Problem(a, path, seen)).FirstOrDefault(p => p is not null);
        }

        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            return typeof(Exception).IsAssignableFrom(type)
                ? null
                : $"{path} is of type {type}, which has no codec. Use a primitive, string, Guid, DateTimeOffset, TimeSpan, enum, byte[], List, Dictionary, ImmutableArray or a record with [GenerateSerializer]; JSON travels as a string.";
        }

        return WireMember.Of(type).Select(m => Problem(m.Type, $"{path} → {type.Name}.{m.Name}", seen)).FirstOrDefault(p => p is not null);
    }

    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || Plain.Contains(type);

    private static bool IsTuple(Type type) => type.IsValueType && typeof(ITuple).IsAssignableFrom(type);

    private static bool IsImmutable(Type type) =>
        type.IsDefined(typeof(ImmutableAttribute), inherit: false) && type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);

    private static Copier Make(Type type)
    {
        if (IsPlain(type) || typeof(IAddressable).IsAssignableFrom(type))
        {
            return typeof(IGrainBase).IsAssignableFrom(type)
                ? throw new CodecNotFoundException($"A grain object ({type}) cannot travel; pass this.AsReference<TInterface>().")
                : Free;
        }

        if (type.IsArray && type.GetArrayRank() == 1)
        {
            return New(typeof(ArrayCopier<>), type.GetElementType()!);
        }

        if (type.IsGenericType && Collections.TryGetValue(type.GetGenericTypeDefinition(), out var collection))
        {
            return New(collection, type.GetGenericArguments());
        }

        if (IsTuple(type))
        {
            return new MembersCopier(type, WireMember.Fields(type));
        }

        var travels = type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);
        if (typeof(Exception).IsAssignableFrom(type))
        {
            // Exceptions of libraries travel whole; nobody changes them.
            return travels ? new ExceptionCopier(type, new MembersCopier(type, WireMember.Of(type))) : Free;
        }

        return !travels
            ? throw new CodecNotFoundException(Problem(type, "The value")!)
            : IsImmutable(type) ? Free : new MembersCopier(type, WireMember.Of(type));
    }

    private static Copier New(Type copier, params Type[] arguments) => (Copier)Activator.CreateInstance(copier.MakeGenericType(arguments), nonPublic: true)!;
}
