using Orleans;
using Orleans.Runtime;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>
/// One user of the network, and whether it is one of ours. Nothing is stored of strangers, so that looking one up costs a read and leaves nothing.
/// </summary>
[GrainType("x-owner")]
internal sealed class XOwnerGrain(
    IGrainContext context,
    [PersistentState("x-owner", "Default")] IPersistentState<XOwnerState> state) : IXOwnerGrain, IGrainBase
{
    private List<string> _stored = [];

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public Task OnActivateAsync(CancellationToken token)
    {
        _stored = state.State.Agents;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Claim(List<string> agents)
    {
        if (_stored.SequenceEqual(agents))
        {
            return;
        }

        try
        {
            state.State.Agents = agents;
            await state.WriteStateAsync();
            _stored = agents;
        }
        catch
        {
            this.DeactivateOnIdle();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<List<string>> GetAgents() => Task.FromResult(_stored);
}
