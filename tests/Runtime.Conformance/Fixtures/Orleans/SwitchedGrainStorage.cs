using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace PuppetEngine.Tests.Runtime.Conformance.Fixtures;

/// <summary>Whether the machine that a silo thinks it runs on still has power.</summary>
internal sealed class PowerSwitch
{
    private volatile bool _off;

    public bool IsOff
    {
        get => _off;
        set => _off = value;
    }
}

/// <summary>Grain storage that does nothing any more once the power is off.</summary>
internal sealed class SwitchedGrainStorage(IGrainStorage storage, PowerSwitch power) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Live.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Live.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Live.ClearStateAsync(stateName, grainId, grainState);

    private IGrainStorage Live => power.IsOff ? throw new IOException("The silo was killed.") : storage;
}
