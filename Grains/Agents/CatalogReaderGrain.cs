using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Grains.Agents;

/// <summary>Reads the catalog for the gateway. A page of 100,000 agents costs what a page of ten costs, and wakes none of them.</summary>
[StatelessWorker, Reentrant, GrainType("catalog-reader")]
internal sealed class CatalogReaderGrain(IGrainContext context, IAgentCatalog catalog) : ICatalogReaderGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task<AgentPage> ListAgents(AgentFilter filter) => catalog.ListAgentsAsync(filter, CancellationToken.None);

    public Task<AgentCard?> FindAgent(string agentId) => catalog.FindAgentAsync(agentId, CancellationToken.None);

    public Task<EffectPage> ListEffects(EffectFilter filter) => catalog.ListEffectsAsync(filter, CancellationToken.None);

    public Task<EffectView?> FindEffect(string effectId) => catalog.FindEffectAsync(effectId, CancellationToken.None);

    public Task<CatalogTotals> GetTotals() => catalog.GetTotalsAsync(CancellationToken.None);
}
