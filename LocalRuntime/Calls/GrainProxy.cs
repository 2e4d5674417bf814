using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization;
using PuppetEngine.LocalRuntime.Grains;

namespace PuppetEngine.LocalRuntime.Calls;

/// <summary>What callers hold: an object that implements the grain's interface and sends each call to the grain.</summary>
/// <remarks>Not sealed and with a public constructor, because the proxies are derived from it.</remarks>
internal class GrainProxy : DispatchProxy, IEquatable<GrainProxy>
{
    private LocalSilo _silo = null!;
    private InterfaceShape _shape = null!;

    internal GrainId GrainId { get; private set; }

    internal LocalSilo Silo => _silo;

    /// <summary>A proxy of no grain, to be copied.</summary>
    internal static GrainProxy Prototype(Type grainInterface) => (GrainProxy)Create(grainInterface, typeof(GrainProxy));

    internal static object Create(LocalSilo silo, InterfaceShape shape, GrainId grainId)
    {
        // A copy of one made before: the factory of proxies goes through reflection at each, and references are made at each call.
        var proxy = (GrainProxy)shape.Prototype.MemberwiseClone();
        proxy._silo = silo;
        proxy._shape = shape;
        proxy.GrainId = grainId;
        return proxy;
    }

    public bool Equals(GrainProxy? other) => other is not null && GrainId == other.GrainId && _shape == other._shape;

    public override bool Equals(object? obj) => Equals(obj as GrainProxy);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"{_shape.Type.Name} {GrainId}";

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = _shape.Method(targetMethod!);
        try
        {
            return _silo.Calls.Send(method, args ?? [], GrainId);
        }
        catch (CodecNotFoundException e)
        {
            return method.Refused(e);
        }
    }
}
