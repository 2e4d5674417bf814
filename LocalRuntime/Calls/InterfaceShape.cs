using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Serialization;

namespace PuppetEngine.LocalRuntime.Calls;

/// <summary>A grain interface with the methods it has and inherits. A fact about the type, so kept once per process.</summary>
internal sealed class InterfaceShape
{
    private static readonly ConcurrentDictionary<Type, InterfaceShape> Shapes = new();

    private readonly Lazy<(string? Problem, Dictionary<MethodInfo, MethodShape> Methods)> _methods;

    private readonly Lazy<GrainProxy> _prototype;

    private InterfaceShape(Type type)
    {
        Type = type;
        _methods = new(() => Read(type));
        _prototype = new(() => GrainProxy.Prototype(type));
    }

    internal Type Type { get; }

    /// <summary>The proxy that references are copies of.</summary>
    internal GrainProxy Prototype => _prototype.Value;

    internal static InterfaceShape Of(Type type) => Shapes.GetOrAdd(type, static t => new InterfaceShape(t));

    /// <summary>The method, ready to be called.</summary>
    /// <exception cref="CodecNotFoundException">A type in the interface cannot travel; found at the interface's first call.</exception>
    internal MethodShape Method(MethodInfo method)
    {
        var (problem, methods) = _methods.Value;
        return problem is null ? methods[method] : throw new CodecNotFoundException(problem);
    }

    private static (string? Problem, Dictionary<MethodInfo, MethodShape> Methods) Read(Type type)
    {
        var methods = type.GetInterfaces().Prepend(type).SelectMany(t => t.GetMethods()).Where(m => m.IsAbstract && !m.IsStatic).ToList();
        var problem = methods.Select(MethodShape.Problem).FirstOrDefault(p => p is not null);
        return (problem, problem is null ? methods.ToDictionary(m => m, MethodShape.Of) : []);
    }
}
