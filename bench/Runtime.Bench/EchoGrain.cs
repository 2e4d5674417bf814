using Orleans;
using Orleans.Runtime;

namespace PuppetEngine.Runtime.Bench;

/// <summary>See <see cref="IEchoGrain"/>.</summary>
[GrainType("bench-echo")]
internal sealed class EchoGrain(IGrainContext context) : IEchoGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task<EchoMessage> Echo(EchoMessage message) => Task.FromResult(message);
}
