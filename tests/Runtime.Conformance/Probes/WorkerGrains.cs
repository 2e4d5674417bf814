using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace PuppetEngine.Tests.Runtime.Conformance.Probes;

/// <summary>A pool of as many activations as it is asked for. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IWorkerGrain")]
public interface IWorkerGrain : IGrainWithStringKey
{
    /// <summary>Stands at a gate; says which activation stood there.</summary>
    [Alias("Work"), ResponseTimeout("00:02:00")]
    Task<string> Work(string gate);
}

/// <summary>A pool of Orleans' default size. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IDefaultWorkerGrain")]
public interface IDefaultWorkerGrain : IGrainWithStringKey
{
    /// <summary>Stands at a gate; says which activation stood there.</summary>
    [Alias("Work"), ResponseTimeout("00:02:00")]
    Task<string> Work(string gate);
}

/// <summary>A pool whose activations each take many calls. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IReentrantWorkerGrain")]
public interface IReentrantWorkerGrain : IGrainWithStringKey
{
    /// <summary>Stands at a gate; says which activation stood there.</summary>
    [Alias("Work"), ResponseTimeout("00:02:00")]
    Task<string> Work(string gate);
}

/// <summary>See <see cref="IWorkerGrain"/>.</summary>
[GrainType("worker"), StatelessWorker(64)]
internal sealed class WorkerGrain(IGrainContext context, Witness witness) : IWorkerGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public async Task<string> Work(string gate)
    {
        await witness.StandAt(gate);
        return context.ActivationId.ToString();
    }
}

/// <summary>See <see cref="IDefaultWorkerGrain"/>.</summary>
[GrainType("default-worker"), StatelessWorker]
internal sealed class DefaultWorkerGrain(IGrainContext context, Witness witness) : IDefaultWorkerGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public async Task<string> Work(string gate)
    {
        await witness.StandAt(gate);
        return context.ActivationId.ToString();
    }
}

/// <summary>See <see cref="IReentrantWorkerGrain"/>.</summary>
[GrainType("reentrant-worker"), StatelessWorker, Reentrant]
internal sealed class ReentrantWorkerGrain(IGrainContext context, Witness witness) : IReentrantWorkerGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public async Task<string> Work(string gate)
    {
        await witness.StandAt(gate);
        return context.ActivationId.ToString();
    }
}
