using Orleans;
using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Calls;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>Makes references to the grains of a silo, for its grains and for whoever else lives in the process.</summary>
internal sealed class GrainFactory(LocalSilo silo, GrainClasses classes) : IClusterClient
{
    public IServiceProvider ServiceProvider => silo.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)Reference(Id(typeof(TGrainInterface), primaryKey, grainClassNamePrefix), typeof(TGrainInterface));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)Reference(Id(grainInterfaceType, grainPrimaryKey, null), grainInterfaceType);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)Reference(grainId, typeof(TGrainInterface));

    internal object Reference(GrainId id, Type grainInterface) => GrainProxy.Create(silo, InterfaceShape.Of(grainInterface), id);

    private GrainId Id(Type grainInterface, string key, string? prefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return GrainId.Create(classes.Of(grainInterface, prefix), key);
    }
}
