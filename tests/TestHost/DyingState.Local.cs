using Orleans.Runtime;
using PuppetEngine.LocalRuntime;

namespace PuppetEngine.Tests.TestHost;

/// <summary>Grain state and reminders, with a kill point before and after each operation.</summary>
public sealed class DyingState(KillPoints points) : IStorageFault
{
    public ValueTask Before(StorageOperation operation, string stateName, GrainId grainId) =>
        new(points.PassAsync($"{stateName}.{operation}.before"));

    public ValueTask After(StorageOperation operation, string stateName, GrainId grainId) =>
        new(points.PassAsync($"{stateName}.{operation}.after"));
}
