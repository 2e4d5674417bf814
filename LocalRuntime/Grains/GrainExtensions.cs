using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Calls;

namespace Orleans;

/// <summary>What references and grain objects say about their grain.</summary>
public static class GrainExtensions
{
    /// <summary>The grain's id.</summary>
    /// <exception cref="ArgumentException">It is neither a reference nor a grain.</exception>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainProxy proxy => proxy.GrainId,
        GrainReference reference => reference.GrainId,
        IGrainBase self => self.GrainContext.GrainId,
        _ => throw new ArgumentException($"{grain?.GetType()} is neither a reference to a grain nor a grain.", nameof(grain)),
    };

    /// <summary>The grain's key as text.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>A reference of this interface to the same grain.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        var silo = grain switch
        {
            GrainProxy proxy => proxy.Silo,
            GrainReference reference => reference.Silo,
            IGrainBase self => self.GrainContext.GrainReference.Silo,
            _ => throw new ArgumentException($"{grain?.GetType()} is neither a reference to a grain nor a grain.", nameof(grain)),
        };
        return (TGrainInterface)GrainProxy.Create(silo, InterfaceShape.Of(typeof(TGrainInterface)), grain.GetGrainId());
    }
}
