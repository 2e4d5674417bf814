using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace PuppetEngine.LocalRuntime.Storage;

/// <summary>A storage with faults around its operations.</summary>
internal sealed class FaultyGrainStorage(IGrainStorage inner, IStorageFault fault) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Do(StorageOperation.Read, stateName, grainId, () => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Do(StorageOperation.Write, stateName, grainId, () => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Do(StorageOperation.Clear, stateName, grainId, () => inner.ClearStateAsync(stateName, grainId, grainState));

    private async Task Do(StorageOperation operation, string stateName, GrainId grainId, Func<Task> work)
    {
        await fault.Before(operation, stateName, grainId);
        await work();
        await fault.After(operation, stateName, grainId);
    }
}
