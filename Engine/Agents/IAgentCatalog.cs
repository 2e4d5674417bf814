using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents;

/// <summary>The tables of agents and effects, as they are read and paged.</summary>
public interface IAgentCatalog
{
    /// <summary>A page of agents by id; deleted ones only when asked for by status.</summary>
    Task<AgentPage> ListAgentsAsync(AgentFilter filter, CancellationToken cancellationToken);

    /// <summary>An agent's card; null when there is none.</summary>
    Task<AgentCard?> FindAgentAsync(string agentId, CancellationToken cancellationToken);

    /// <summary>A page of effects, newest first.</summary>
    Task<EffectPage> ListEffectsAsync(EffectFilter filter, CancellationToken cancellationToken);

    /// <summary>One effect; null when there is none.</summary>
    Task<EffectView?> FindEffectAsync(string effectId, CancellationToken cancellationToken);

    /// <summary>Counts.</summary>
    Task<CatalogTotals> GetTotalsAsync(CancellationToken cancellationToken);
}
