using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Grains.Access;

/// <summary>The door to the kill switch's row.</summary>
[StatelessWorker, GrainType("kill-switch")]
internal sealed class KillSwitchGrain(IGrainContext context, IKillSwitch killSwitch) : IKillSwitchGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task<KillSwitchState> Get() => killSwitch.ReadAsync(CancellationToken.None).AsTask();

    public Task<KillSwitchState> Set(string target, bool stopped, string reason) =>
        killSwitch.SetAsync(target, stopped, reason, CancellationToken.None);
}
