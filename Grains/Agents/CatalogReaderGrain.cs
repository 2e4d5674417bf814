using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Grains.Agents;

/// <summary>Reads the catalog for the gateway. A page of 100,000 agents costs what a page of ten costs, and wakes none of them.</summary>
[StatelessWorker, Reentrant, GrainType("catalog-reader")]
internal sealed class CatalogReaderGrain(IGrainContext context, IAgentCatalog catalog, IRelationshipStore relationships) : ICatalogReaderGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task<AgentPage> ListAgents(AgentFilter filter) => catalog.ListAgentsAsync(filter, CancellationToken.None);

    public Task<AgentCard?> FindAgent(string agentId) => catalog.FindAgentAsync(agentId, CancellationToken.None);

    public Task<EffectPage> ListEffects(EffectFilter filter) => catalog.ListEffectsAsync(filter, CancellationToken.None);

    public Task<EffectView?> FindEffect(string effectId) => catalog.FindEffectAsync(effectId, CancellationToken.None);

    public async Task<RelationshipViewPage> ListRelationships(string agentId, int limit, string? cursor)
    {
        var page = await relationships.ListAsync(agentId, limit, cursor, CancellationToken.None);
        return new RelationshipViewPage { Items = [.. page.Items.Select(View)], Next = page.Next };
    }

    /// <summary>A relationship as others see it.</summary>
    internal static RelationshipView View(Relationship relationship) => new()
    {
        TargetId = relationship.TargetId,
        Handle = relationship.Handle,
        IsAgent = relationship.IsAgent,
        Sentiment = relationship.Sentiment,
        Familiarity = relationship.Familiarity,
        Trust = relationship.Trust,
        InWords = RelationshipWords.Describe(relationship),
        Notes = [.. relationship.Notes.Select(note => note.Text)],
        SharedExperiences = [.. relationship.SharedExperiences.Select(note => note.Text)],
        Interactions = relationship.Interactions,
        LastAt = relationship.LastAt,
        Stopped = relationship.Stopped,
        Provenance = relationship.Provenance,
    };

    public Task<CatalogTotals> GetTotals() => catalog.GetTotalsAsync(CancellationToken.None);
}
