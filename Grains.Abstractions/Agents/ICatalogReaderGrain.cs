using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>Reads the catalog and the effects' projection for the gateway; activates no agent. Stateless worker, key <c>reader</c>.</summary>
[Alias("PuppetEngine.Agents.ICatalogReaderGrain")]
public interface ICatalogReaderGrain : IGrainWithStringKey
{
    /// <summary>A page of agents by id; deleted ones only when asked for by status.</summary>
    [Alias("ListAgents")]
    Task<AgentPage> ListAgents(AgentFilter filter);

    /// <summary>The card of an agent as last projected; null when there is none.</summary>
    [Alias("FindAgent")]
    Task<AgentCard?> FindAgent(string agentId);

    /// <summary>A page of effects, newest first.</summary>
    [Alias("ListEffects")]
    Task<EffectPage> ListEffects(EffectFilter filter);

    /// <summary>One effect; null when there is none.</summary>
    [Alias("FindEffect")]
    Task<EffectView?> FindEffect(string effectId);

    /// <summary>A page of what an agent makes of others, 1 to 200 of them, those that changed last first.</summary>
    [Alias("ListRelationships")]
    Task<RelationshipViewPage> ListRelationships(string agentId, int limit, string? cursor);

    /// <summary>Counts for the status page.</summary>
    [Alias("GetTotals")]
    Task<CatalogTotals> GetTotals();
}
