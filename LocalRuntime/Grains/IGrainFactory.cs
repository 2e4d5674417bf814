using Orleans.Runtime;

namespace Orleans;

/// <summary>Makes references to grains. Local and free of I/O: an activation appears with the first call.</summary>
public interface IGrainFactory
{
    /// <summary>The grain of this interface and key.</summary>
    /// <param name="primaryKey">The key, not blank.</param>
    /// <param name="grainClassNamePrefix">The start of the class name, where several classes implement the interface.</param>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>The grain of this interface and key.</summary>
    IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);

    /// <summary>The grain of this id, seen by this interface.</summary>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable;
}

/// <summary>A client of the cluster; inside the host it calls the grains of the same process. Usable after the host has started.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the host.</summary>
    IServiceProvider ServiceProvider { get; }
}
