using System.Globalization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using PuppetEngine.LocalRuntime.Grains;

namespace PuppetEngine.LocalRuntime.Storage;

/// <summary>Grain state in memory, serialized as it would be stored.</summary>
internal sealed class MemoryGrainStorage(LocalSilo silo, LocalMemory memory, IGrainStorageSerializer serializer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = memory.Records.TryGetValue((stateName, grainId), out var record);
        grainState.RecordExists = record.Payload is not null;
        grainState.State = record.Payload is null ? Activator.CreateInstance<T>() : serializer.Deserialize<T>(new BinaryData(record.Payload));
        grainState.ETag = found ? record.Version.ToString(CultureInfo.InvariantCulture) : null;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = Replace(stateName, grainId, grainState.ETag, serializer.Serialize(grainState.State).ToArray());
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null || memory.Records.ContainsKey((stateName, grainId)))
        {
            grainState.ETag = Replace(stateName, grainId, grainState.ETag, null);
        }

        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    private string Replace(string stateName, GrainId grainId, string? tag, byte[]? payload)
    {
        silo.ThrowIfKilled();
        var key = (stateName, grainId);
        var version = tag is null ? 0 : int.Parse(tag, CultureInfo.InvariantCulture);
        var replaced = tag is null
            ? memory.Records.TryAdd(key, (payload, 1))
            : memory.Records.TryGetValue(key, out var old) && old.Version == version && memory.Records.TryUpdate(key, (payload, version + 1), old);
        return replaced
            ? (version + 1).ToString(CultureInfo.InvariantCulture)
            : throw new InconsistentStateException($"The write of '{stateName}' of {grainId} was refused: the stored version is not {tag ?? "none"} any more.", null, tag);
    }
}
