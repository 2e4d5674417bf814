using Orleans;
using Orleans.Runtime;
using PuppetEngine.Tests.Runtime.Conformance.Probes;

namespace PuppetEngine.Tests.Runtime.Conformance.Crash;

/// <summary>Stores a number, after a gate. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IHoldGrain")]
public interface IHoldGrain : IGrainWithStringKey
{
    /// <summary>Waits at a gate, then stores.</summary>
    [Alias("StoreAfter")]
    Task StoreAfter(string gate, int number);

    /// <summary>Stores at once.</summary>
    [Alias("Store")]
    Task Store(int number);

    /// <summary>What is stored.</summary>
    [Alias("Read")]
    Task<int> Read();
}

/// <summary>See <see cref="IHoldGrain"/>.</summary>
[GrainType("hold")]
internal sealed class HoldGrain(IGrainContext context, [PersistentState("hold", "Default")] IPersistentState<HoldState> state, Witness witness) : IHoldGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        witness.Note("deactivated");
        return Task.CompletedTask;
    }

    public async Task StoreAfter(string gate, int number)
    {
        await witness.StandAt(gate);
        witness.Note("went on");
        await Store(number);
    }

    public async Task Store(int number)
    {
        state.State.Number = number;
        await state.WriteStateAsync();
    }

    public Task<int> Read() => Task.FromResult(state.State.Number);
}

/// <summary>What <see cref="HoldGrain"/> stores.</summary>
internal sealed class HoldState
{
    /// <summary>The number.</summary>
    public int Number { get; set; }
}
