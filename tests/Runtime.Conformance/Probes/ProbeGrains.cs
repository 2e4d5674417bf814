using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace PuppetEngine.Tests.Runtime.Conformance.Probes;

/// <summary>See <see cref="IProbeGrain"/>.</summary>
[GrainType("probe")]
internal sealed class ProbeGrain(IGrainContext context, IGrainFactory grains, Witness witness) : IProbeGrain, IGrainBase
{
    private int _count;

    public IGrainContext GrainContext => context;

    public Task OnActivateAsync(CancellationToken token)
    {
        witness.Note("activated " + context.GrainId);
        return Task.CompletedTask;
    }

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        witness.Note("deactivated " + context.GrainId);
        return Task.CompletedTask;
    }

    public Task<string> WhoAmI() => Task.FromResult(context.ActivationId.ToString());

    public async Task<int> CountSlowly()
    {
        var before = _count;
        await Task.Yield();
        _count = before + 1;
        return _count;
    }

    public async Task StandAt(string gate)
    {
        await witness.StandAt(gate);
        witness.Note("left " + gate);
    }

    public Task StandAtBriefly(string gate) => StandAt(gate);

    public Task<string> Peek() => Task.FromResult("peeked");

    public Task ReadAt(string gate) => StandAt(gate);

    public Task<string> CallThrough(string other) => grains.GetGrain<IProbeGrain>(other).CallThrough(context.GrainId.Key.ToString()!);

    public async Task<string> WaitForCancel(string note, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(cancelled.SetResult);
        witness.Note(note);
        await cancelled.Task;
        witness.Note("cancelled " + note);
        return "cancelled";
    }

    public async Task Fail(string code)
    {
        await Task.Yield();
        throw new ProbeException(code);
    }

    public Task FailAtOnce() => throw new InvalidOperationException("at once");

    public Task Tell(string gate) => StandAt(gate);

    public Task EndActivation()
    {
        this.DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string?> ReadContext(string key)
    {
        var value = RequestContext.Get(key) as string;
        RequestContext.Set(key, "set by the callee");
        return Task.FromResult(value);
    }
}

/// <summary>See <see cref="IReentrantProbeGrain"/>.</summary>
[GrainType("reentrant-probe"), Reentrant]
internal sealed class ReentrantProbeGrain(IGrainContext context, Witness witness) : IReentrantProbeGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task StandAt(string gate) => witness.StandAt(gate);
}

/// <summary>See <see cref="IBrokenGrain"/>.</summary>
[GrainType("broken")]
internal sealed class BrokenGrain(IGrainContext context) : IBrokenGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task OnActivateAsync(CancellationToken token) => throw new ProbeException("activation");

    public Task Ping() => Task.CompletedTask;
}
