using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace PuppetEngine.Tests.Runtime.Conformance.AdoNet;

/// <summary>A grain that says where it lives and counts in stored state. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IClusterProbeGrain")]
public interface IClusterProbeGrain : IGrainWithStringKey
{
    /// <summary>Counts one up, durably; gives the count and the activation.</summary>
    [Alias("Count")]
    Task<string> Count();

    /// <summary>The silo this grain lives on.</summary>
    [Alias("Where")]
    Task<string> Where();

    /// <summary>Registers a reminder that is due in a second.</summary>
    [Alias("Remind")]
    Task Remind();
}

/// <summary>Waits for reminders, across all silos of this process.</summary>
internal sealed class ReminderWitness
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _ticks = new(StringComparer.Ordinal);

    /// <summary>Completes with the silo that ticked first after this call.</summary>
    public Task<string> NextTick(string key)
    {
        var source = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ticks[key] = source;
        return source.Task;
    }

    public void Tick(string key, string silo)
    {
        if (_ticks.TryRemove(key, out var source))
        {
            source.TrySetResult(silo);
        }
    }
}

/// <summary>The probe.</summary>
[GrainType("cluster-probe")]
internal sealed class ClusterProbeGrain(
    IGrainContext context,
    ILocalSiloDetails silo,
    ReminderWitness witness,
    [PersistentState("probe", "Default")] IPersistentState<ProbeState> state) : IClusterProbeGrain, IRemindable, IGrainBase
{
    public IGrainContext GrainContext => context;

    public async Task<string> Count()
    {
        state.State.Count++;
        await state.WriteStateAsync();
        return $"{state.State.Count} {context.ActivationId}";
    }

    public Task<string> Where() => Task.FromResult(silo.SiloAddress.ToString());

    public async Task Remind() => await this.RegisterOrUpdateReminder("probe", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        witness.Tick(context.GrainId.Key.ToString()!, silo.SiloAddress.ToString());
        return Task.CompletedTask;
    }
}

/// <summary>What the probe keeps.</summary>
public sealed class ProbeState
{
    public int Count { get; set; }
}
