using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A storage provider: a keyed service, its key the provider's name.</summary>
public interface IGrainStorage
{
    /// <summary>Reads a record into <paramref name="grainState"/>; sets all three members.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes a record against its version; sets the new version.</summary>
    /// <exception cref="InconsistentStateException">Another version is stored.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Clears a record against its version.</summary>
    /// <exception cref="InconsistentStateException">Another version is stored.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}

/// <summary>Turns state into bytes and back.</summary>
public interface IGrainStorageSerializer
{
    /// <summary>The bytes to store.</summary>
    BinaryData Serialize<T>(T? input);

    /// <summary>The state in these bytes.</summary>
    T? Deserialize<T>(BinaryData input);
}
