using Orleans.Runtime;
using PuppetEngine.LocalRuntime;

namespace PuppetEngine.Tests.TestHost;

/// <summary>Grain state and reminders, with a kill point before and after each operation.</summary>
public sealed class DyingState(KillPoints points, Action<string, string>? onStorage) : IStorageFault
{
    public async ValueTask Before(StorageOperation operation, string stateName, GrainId grainId)
    {
        await points.PassAsync($"{stateName}.{operation}.before");
        onStorage?.Invoke($"{stateName}.{operation}", grainId.Key.ToString()!);
    }

    public ValueTask After(StorageOperation operation, string stateName, GrainId grainId) =>
        new(points.PassAsync($"{stateName}.{operation}.after"));
}
